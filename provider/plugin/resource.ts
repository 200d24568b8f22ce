import {
  type CheckRequest,
  type CheckResponse,
  type CreateRequest,
  CreateResponse,
  type DeleteRequest,
  type DiffRequest,
  type DiffResponse,
  type ReadRequest,
  ReadResponse,
  type UpdateRequest,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Change, describeChange, type Properties, shownNames, type Tokens } from "../token/index.ts";
import { toCheckResponse } from "./checkResponse.ts";
import { withDeadline } from "./deadline.ts";
import { toDiffResponse } from "./detailedDiff.ts";
import type { EngineLog } from "./engineLog.ts";
import { importToken } from "./importToken.ts";
import { withAutoname, withoutNulls } from "./inputs.ts";
import type { Lifetime } from "./lifetime.ts";
import { missingDerived, toOutputs, withoutForeign, withSecrets } from "./outputs.ts";
import { previewCreate, previewUpdate } from "./preview.ts";
import type { Call } from "./rpc.ts";
import { toPartialFailure } from "./status.ts";
import { emptyTriggers } from "./triggers.ts";
import {
  fromStruct,
  Secret,
  toPlain,
  toPlainValue,
  toStruct,
  type WireProperties,
  withSecretsOf,
} from "./wire.ts";

/** What the operations on resources need. */
export interface ResourceHost {
  readonly tokens: Tokens;
  /** Revokes a token that nobody has received. */
  readonly revokeUnreceived: (resource: string, outputs: Properties) => Promise<void>;
  readonly log: EngineLog;
  readonly lifetime: Lifetime;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The RPCs of the engine on resources. */
export interface ResourceOperations {
  check(request: CheckRequest): Promise<CheckResponse>;
  diff(request: DiffRequest): Promise<DiffResponse>;
  create(request: CreateRequest, call: Call): Promise<CreateResponse>;
  read(request: ReadRequest): Promise<ReadResponse>;
  update(request: UpdateRequest, call: Call): Promise<UpdateResponse>;
  delete(request: DeleteRequest): Promise<Empty>;
}

export function createResourceOperations(host: ResourceHost): ResourceOperations {
  const { tokens, log, lifetime, environment } = host;
  /** What diff has found for a resource, which update does. */
  const found = new Map<string, readonly Change[]>();

  return {
    async check(request) {
      const resource = request.getUrn();
      const olds = withoutForeign(toPlain(fromStruct(request.getOlds())));
      const news = readProperties(request.getNews());
      const isNew = Object.keys(olds).length === 0;
      for (const warning of emptyTriggers(toPlainValue(news.triggers))) log.log("warning", warning, resource);
      const checked = await tokens.check(resource, isNew ? undefined : olds, withoutNulls(toPlain(news)));
      if ("problems" in checked) return toCheckResponse(checked);
      const named = withAutoname(checked.inputs, olds, request.getAutonaming());
      if ("problems" in named) return toCheckResponse(named);
      return toCheckResponse({ inputs: withSecrets(withSecretsOf(named.inputs, news)) });
    },

    async diff(request) {
      const resource = request.getUrn();
      const [state, inputs] = [
        toPlain(readProperties(request.getOlds())),
        toPlain(readProperties(request.getNews())),
      ];
      const changes = await tokens.diff(resource, withoutForeign(state), inputs);
      found.set(resource, changes);
      for (const change of changes) {
        const reason = describeChange(state, change);
        if (reason) log.log("info", tokens.toText(reason), resource);
      }
      return toDiffResponse(changes.length > 0 ? changes : missingDerived(state));
    },

    async create(request, call) {
      const [resource, inputs] = [request.getUrn(), readProperties(request.getProperties())];
      const response = new CreateResponse();
      if (request.getPreview()) {
        response.setProperties(toOutputs(previewCreate(toPlain(inputs)), inputs));
        return response;
      }
      return lifetime.mutate(async () => {
        const create = () => tokens.create(resource, toPlain(inputs));
        const { id, outputs, unfinished } = await withDeadline(request.getTimeout(), create);
        await refuseAbandoned(call, resource, outputs);
        const properties = toOutputs(outputs, inputs);
        if (unfinished.length > 0) throw toPartialFailure(id, properties, unfinished);
        response.setId(id);
        response.setProperties(properties);
        return response;
      });
    },

    async read(request) {
      const [resource, id] = [request.getUrn(), request.getId()];
      const response = new ReadResponse();
      const state = readProperties(request.getProperties());
      if (!("tokenValue" in state)) {
        const imported = await importToken(tokens, resource, id, environment);
        response.setId(imported.id);
        response.setProperties(toOutputs(imported.outputs, {}));
        response.setInputs(toStruct(imported.inputs));
        return response;
      }
      const read = () => tokens.read(resource, withoutForeign(toPlain(state)));
      const result = await withDeadline(request.getTimeout(), read);
      if (result === "missing") return response; // without an id: the engine drops the resource
      response.setId(id);
      response.setProperties(toOutputs(result.outputs, state));
      response.setInputs(request.getInputs());
      return response;
    },

    async update(request, call) {
      const [resource, id, news] = [request.getUrn(), request.getId(), readProperties(request.getNews())];
      const [old, inputs] = [toPlain(readProperties(request.getOlds())), toPlain(news)];
      const state = withoutForeign(old);
      const changes = found.get(resource);
      const response = new UpdateResponse();
      const isOnlyFilled = changes?.length === 0 && missingDerived(old).length > 0;
      if (request.getPreview() || isOnlyFilled) {
        const known = changes ?? (await tokens.diff(resource, state, inputs));
        response.setProperties(toOutputs(previewUpdate(state, inputs, known), news));
        return response;
      }
      return lifetime.mutate(async () => {
        const update = () => tokens.update(resource, state, inputs);
        const { outputs, unfinished } = await withDeadline(request.getTimeout(), update);
        if (outputs.tokenUuid !== state.tokenUuid)
          await refuseAbandoned(call, resource, withoutPrevious(outputs));
        const properties = toOutputs(outputs, news);
        if (unfinished.length > 0) throw toPartialFailure(id, properties, unfinished);
        response.setProperties(properties);
        return response;
      });
    },

    delete(request) {
      const state = withoutForeign(toPlain(readProperties(request.getProperties())));
      return lifetime.mutate(async () => {
        await withDeadline(request.getTimeout(), () => tokens.delete(request.getUrn(), state));
        return new Empty();
      });
    },
  };

  /** Reads what the engine sends. A name that the program has marked as secret is shown in no message. */
  function readProperties(struct: Struct | undefined): WireProperties {
    const properties = fromStruct(struct);
    for (const name of shownNames) {
      const value = properties[name];
      if (value instanceof Secret && typeof value.value === "string") tokens.addSecret(value.value);
    }
    return properties;
  }

  /** A token whose value nobody can receive any more is of no use; an adopted one was there before. */
  async function refuseAbandoned(call: Call, resource: string, outputs: Properties): Promise<void> {
    if (!(await call.isAbandoned())) return;
    if (outputs.method !== "adopted") await host.revokeUnreceived(resource, outputs);
    throw new Error("Pulumi ended before it received the token; the token was revoked again.");
  }
}

/** The token alone, without the one that an overlap keeps. */
function withoutPrevious(outputs: Properties): Properties {
  const { previousTokenUuid: _uuid, previousTokenValue: _value, previousRevokeOn: _day, ...token } = outputs;
  return token;
}
