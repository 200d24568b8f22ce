import { credentials, Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb.js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import * as messages from "@pulumi/pulumi/proto/provider_pb.js";
import { Status } from "@pulumi/pulumi/proto/status_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { fromStruct, toStruct, type WireProperties } from "../../provider/plugin/wire.ts";
import { keepEvidence } from "../secrets/evidence.ts";

/** A message that a provider shows to the user, at the resource with this URN. */
interface Shown {
  readonly message: string;
  readonly severity: "info" | "warning";
  readonly urn: string;
}

/** Starts the part of Pulumi's engine that plugins call; it keeps what they show. */
export async function startTestEngine() {
  const shown: Shown[] = [];
  const server = new Server();
  server.addService(EngineService, {
    log({ request }: { request: LogRequest }, done: (error: null, response: Empty) => void) {
      const severity = request.getSeverity() === 2 ? "warning" : "info";
      shown.push({ message: request.getMessage(), severity, urn: request.getUrn() });
      keepEvidence("a message of the plugin", request.getMessage());
      done(null, new Empty());
    },
  });
  const port = await bind(server);
  return {
    address: `127.0.0.1:${port}`,
    shown: shown as readonly Shown[],
    close: () => server.forceShutdown(),
  };
}

/** Listens on a free port of this machine. */
export function bind(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    const insecure = ServerCredentials.createInsecure();
    server.bindAsync("127.0.0.1:0", insecure, (error, port) => (error ? reject(error) : resolve(port)));
  });
}

/** A failed call; with what the engine keeps of a resource that exists all the same. */
export interface CallFailure extends Error {
  readonly code: number;
  readonly id?: string;
  readonly properties?: WireProperties;
  readonly reasons?: readonly string[];
}

type Kind = keyof typeof messages.PropertyDiff.Kind;

/** A provider plugin, called as the engine calls it. */
export type PluginClient = ReturnType<typeof connectPlugin>;

/** Calls the plugin on this port. */
export function connectPlugin(port: number | string) {
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());

  return {
    close: () => client.close(),
    async handshake(engineAddress: string) {
      const request = new messages.ProviderHandshakeRequest();
      request.setEngineAddress(engineAddress);
      return (
        await responseOf<messages.ProviderHandshakeResponse>((done) => client.handshake(request, done))
      ).toObject();
    },
    async schema(): Promise<Record<string, unknown>> {
      const response = await responseOf<messages.GetSchemaResponse>((done) =>
        client.getSchema(new messages.GetSchemaRequest(), done),
      );
      return JSON.parse(response.getSchema());
    },
    async version(): Promise<string> {
      return (await responseOf<PluginInfo>((done) => client.getPluginInfo(new Empty(), done))).getVersion();
    },
    async checkConfig(urn: string, news: WireProperties) {
      const request = new messages.CheckRequest();
      request.setUrn(urn);
      request.setNews(toStruct(news));
      return toChecked(await responseOf<messages.CheckResponse>((done) => client.checkConfig(request, done)));
    },
    async diffConfig(olds: WireProperties, news: WireProperties) {
      const request = new messages.DiffRequest();
      request.setOldInputs(toStruct(olds));
      request.setNews(toStruct(news));
      return toDiff(await responseOf<messages.DiffResponse>((done) => client.diffConfig(request, done)));
    },
    async configure(args: WireProperties): Promise<void> {
      const request = new messages.ConfigureRequest();
      request.setArgs(toStruct(args));
      await responseOf<messages.ConfigureResponse>((done) => client.configure(request, done));
    },
    async invoke(token: string, args: WireProperties) {
      const request = new messages.InvokeRequest();
      request.setTok(token);
      request.setArgs(toStruct(args));
      const response = await responseOf<messages.InvokeResponse>((done) => client.invoke(request, done));
      const failures = response.getFailuresList().map((failure) => failure.getReason());
      return { result: fromStruct(response.getReturn()), failures };
    },
    async check(urn: string, olds: WireProperties, news: WireProperties, proposedName?: string) {
      const request = new messages.CheckRequest();
      request.setUrn(urn);
      request.setOlds(toStruct(olds));
      request.setNews(toStruct(news));
      if (proposedName !== undefined) {
        const autonaming = new messages.CheckRequest.AutonamingOptions();
        autonaming.setProposedName(proposedName);
        request.setAutonaming(autonaming);
      }
      return toChecked(await responseOf<messages.CheckResponse>((done) => client.check(request, done)));
    },
    async diff(urn: string, id: string, state: WireProperties, news: WireProperties) {
      const request = new messages.DiffRequest();
      request.setUrn(urn);
      request.setId(id);
      request.setOlds(toStruct(state));
      request.setNews(toStruct(news));
      return toDiff(await responseOf<messages.DiffResponse>((done) => client.diff(request, done)));
    },
    async create(urn: string, inputs: WireProperties, { preview = false, timeout = 0 } = {}) {
      const request = new messages.CreateRequest();
      request.setUrn(urn);
      request.setProperties(toStruct(inputs));
      request.setPreview(preview);
      request.setTimeout(timeout);
      const response = await responseOf<messages.CreateResponse>((done) => client.create(request, done));
      return { id: response.getId(), outputs: fromStruct(response.getProperties()) };
    },
    async read(urn: string, id: string, state: WireProperties = {}, inputs: WireProperties = {}) {
      const request = new messages.ReadRequest();
      request.setUrn(urn);
      request.setId(id);
      request.setProperties(toStruct(state));
      request.setInputs(toStruct(inputs));
      const response = await responseOf<messages.ReadResponse>((done) => client.read(request, done));
      const [outputs, read] = [fromStruct(response.getProperties()), fromStruct(response.getInputs())];
      return { id: response.getId(), outputs, inputs: read };
    },
    async update(
      urn: string,
      id: string,
      state: WireProperties,
      news: WireProperties,
      { preview = false } = {},
    ): Promise<WireProperties> {
      const request = new messages.UpdateRequest();
      request.setUrn(urn);
      request.setId(id);
      request.setOlds(toStruct(state));
      request.setNews(toStruct(news));
      request.setPreview(preview);
      return fromStruct(
        (await responseOf<messages.UpdateResponse>((done) => client.update(request, done))).getProperties(),
      );
    },
    async delete(urn: string, id: string, state: WireProperties): Promise<void> {
      const request = new messages.DeleteRequest();
      request.setUrn(urn);
      request.setId(id);
      request.setProperties(toStruct(state));
      await responseOf<Empty>((done) => client.delete(request, done));
    },
    async cancel(): Promise<void> {
      await responseOf<Empty>((done) => client.cancel(new Empty(), done));
    },
  };
}

type Done<Response> = (error: ServiceError | null, response: Response) => void;

function responseOf<Response>(call: (done: Done<Response>) => unknown): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error ? reject(toFailure(error)) : resolve(response)));
  });
}

function toFailure({ code, details, metadata }: ServiceError): CallFailure {
  const failure = Object.assign(new Error(details), { code });
  const [bytes] = metadata.get("grpc-status-details-bin");
  if (!(bytes instanceof Buffer)) return failure;
  const [detail] = Status.deserializeBinary(bytes).getDetailsList();
  const { deserializeBinary } = messages.ErrorResourceInitFailed;
  const partial = detail?.unpack(deserializeBinary, "pulumirpc.ErrorResourceInitFailed");
  if (!partial) return failure;
  const [id, properties] = [partial.getId(), fromStruct(partial.getProperties())];
  return Object.assign(failure, { id, properties, reasons: partial.getReasonsList() });
}

function toChecked(response: messages.CheckResponse) {
  const failures = response.getFailuresList();
  for (const failure of failures)
    if (failure.getProperty()) throw new Error("the engine would print its value");
  return {
    inputs: fromStruct(response.getInputs()),
    failures: failures.map((failure) => failure.getReason()),
  };
}

function toDiff(response: messages.DiffResponse) {
  const kindNames = Object.entries(messages.PropertyDiff.Kind) as [Kind, number][];
  const details = new Map<string, Kind | undefined>();
  response.getDetaileddiffMap().forEach((detail, path) => {
    details.set(path, kindNames.find(([, kind]) => kind === detail.getKind())?.[0]);
  });
  return {
    changes: response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
    replaces: response.getReplacesList(),
    details: Object.fromEntries(details),
  };
}
