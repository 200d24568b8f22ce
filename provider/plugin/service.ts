import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { type PluginAttach, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
  type CheckRequest,
  type ConfigureRequest,
  ConfigureResponse,
  type CreateRequest,
  type DeleteRequest,
  type DiffRequest,
  GetSchemaResponse,
  type InvokeRequest,
  type ProviderHandshakeRequest,
  ProviderHandshakeResponse,
  type ReadRequest,
  type UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { toCheckResponse } from "./checkResponse.ts";
import { toDiffResponse } from "./detailedDiff.ts";
import type { Operations } from "./operations.ts";
import { type Handler, toUnary } from "./rpc.ts";
import { readSchema, version } from "./schema.ts";
import type { ServiceOptions } from "./serviceOptions.ts";
import { fromStruct, type WireProperties } from "./wire.ts";

/** The RPCs of the provider. A process that only shows the schema never loads the code that speaks to Jenkins. */
export function createService(options: ServiceOptions): UntypedServiceImplementation {
  const { log, lifetime } = options;
  let configuration: WireProperties = {};
  let operations: Promise<Operations> | undefined;

  const unary = <Request, Response>(handler: Handler<Request, Response>) =>
    toUnary(handler, { log, lifetime });
  const load = () => import("./operations.ts");
  const configured = () => {
    operations ??= load().then(({ createOperations }) => createOperations(options, configuration));
    return operations;
  };

  return {
    handshake: unary(async (request: ProviderHandshakeRequest) => {
      log.connect(request.getEngineAddress());
      const response = new ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    }),
    attach: unary(async (request: PluginAttach) => {
      log.connect(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: unary(async () => {
      const response = new PluginInfo();
      response.setVersion(version);
      return response;
    }),
    getSchema: unary(async () => {
      const response = new GetSchemaResponse();
      response.setSchema(readSchema());
      return response;
    }),
    checkConfig: unary(async (request: CheckRequest) => {
      const { checkConfig } = await load();
      const checked = checkConfig(request.getUrn(), fromStruct(request.getNews()));
      if ("warnings" in checked) for (const warning of checked.warnings) log.log("warning", warning);
      return toCheckResponse(checked);
    }),
    diffConfig: unary(async (request: DiffRequest) => {
      const { diffConfig } = await load();
      const olds = fromStruct(request.getOldInputs() ?? request.getOlds());
      return toDiffResponse(diffConfig(olds, fromStruct(request.getNews())));
    }),
    configure: unary(async (request: ConfigureRequest) => {
      configuration = fromStruct(request.getArgs());
      operations = undefined;
      const response = new ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    }),
    invoke: unary(async (request: InvokeRequest) => (await configured()).invoke(request)),
    check: unary(async (request: CheckRequest) => (await configured()).check(request)),
    diff: unary(async (request: DiffRequest) => (await configured()).diff(request)),
    create: unary(async (request: CreateRequest, call) => (await configured()).create(request, call)),
    read: unary(async (request: ReadRequest) => (await configured()).read(request)),
    update: unary(async (request: UpdateRequest, call) => (await configured()).update(request, call)),
    delete: unary(async (request: DeleteRequest) => (await configured()).delete(request)),
    cancel: unary(async () => {
      lifetime.cancel();
      return new Empty();
    }),
  };
}
