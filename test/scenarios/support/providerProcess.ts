import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { inject } from "vitest";
import type { Lifecycle } from "../../../provider/dynamic/lifecycle.ts";
import { linkCheckout } from "../../pulumi/support/pulumiProject.ts";
import type { Properties } from "./engine.ts";
import { isForPeople } from "./isForPeople.ts";

type Messages = typeof import("@pulumi/pulumi/proto/provider_pb.js");
type Services = typeof import("@pulumi/pulumi/proto/provider_grpc_pb.js");
type Structs = typeof import("google-protobuf/google/protobuf/struct_pb.js");
type Statuses = typeof import("@pulumi/pulumi/proto/status_pb.js");
type Message<Name extends keyof Messages> = Messages[Name] extends new () => infer Instance
  ? Instance
  : never;
type Client = InstanceType<Services["ResourceProviderClient"]>;
type Struct = InstanceType<Structs["Struct"]>;

/** Where providers come from. */
export interface ProviderSource {
  /** A provider as a fresh process would have it, under a stack's configuration. */
  configure(config: Readonly<Record<string, string>>): Promise<Lifecycle>;
  /** The lines that providers have printed for people since it was last asked. */
  printed(): Promise<readonly string[]>;
}

/** Pulumi's own process of dynamic providers, spoken to as the engine speaks to it. */
export interface ProviderProcess extends ProviderSource {
  /** Sends it a signal, and resolves to the signal that has ended it in the end. */
  signal(name: NodeJS.Signals): Promise<NodeJS.Signals | null>;
  stop(): Promise<void>;
}

// The SDK's own copies of what it speaks gRPC with: messages of another copy aren't the same to it.
const sdk = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));
const grpc: typeof import("@grpc/grpc-js") = sdk("@grpc/grpc-js");
const { Struct }: Structs = sdk("google-protobuf/google/protobuf/struct_pb");
const messages: Messages = sdk("@pulumi/pulumi/proto/provider_pb");
const { ResourceProviderClient }: Services = sdk("@pulumi/pulumi/proto/provider_grpc_pb");
const { Status }: Statuses = sdk("@pulumi/pulumi/proto/status_pb");

/** Starts the process that Pulumi starts for dynamic providers, with variables besides those of the machine. */
export async function startProviderProcess(
  environment: Readonly<Record<string, string>> = {},
): Promise<ProviderProcess> {
  const program = await mkdtemp(join(tmpdir(), "test-program-"));
  await linkCheckout(program);
  const child = spawnProvider(program, environment);
  const closed = once(child, "close");
  const errors = child.stderr?.setEncoding("utf8") as NodeJS.ReadableStream;
  let printed = "";
  errors.on("data", (text: string) => {
    printed += text;
  });
  const [port] = await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), "line");
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  let count = 0;
  return {
    async configure(config) {
      const request = new messages.ConfigureRequest();
      request.setArgs(Struct.fromJavaScript(config));
      await answerOf((done) => client.configure(request, done));
      count += 1;
      // The SDK keeps what it has made of a text: of another one it makes another provider, as a new process would.
      return toLifecycle(client, `${inject("providerText")}\n// ${count}`);
    },
    async printed() {
      // The SDK prints the stack of what goes wrong in a provider: when this has come, everything printed before it has.
      count += 1;
      const last = `printed up to here (${count})`;
      const failing = `throw Object.assign(new Error(), { stack: ${JSON.stringify(last)} })`;
      await toLifecycle(client, failing)
        .check({}, {})
        .catch(() => {});
      const end = `Error: ${last}\n`;
      while (!printed.includes(end)) await once(errors, "data");
      const [before = ""] = printed.split(end);
      printed = "";
      return before.split("\n").filter(isForPeople);
    },
    async signal(name) {
      child.kill(name);
      await closed;
      return child.signalCode;
    },
    async stop() {
      client.close();
      child.kill();
      await closed;
      await rm(program, { recursive: true, force: true });
    },
  };
}

/** As the engine does: with its own address, in the program's folder. */
function spawnProvider(program: string, environment: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [sdk.resolve("@pulumi/pulumi/cmd/dynamic-provider"), "127.0.0.1:1"], {
    cwd: program,
    env: { PATH: process.env.PATH, NODE_NO_WARNINGS: "1", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function toLifecycle(client: Client, __provider: string): Lifecycle {
  const pack = (properties: Properties) => toStruct({ ...properties, __provider });
  return {
    async check(olds, news) {
      const request = new messages.CheckRequest();
      request.setOlds(toStruct(olds));
      request.setNews(pack(news));
      const response = await answerOf<Message<"CheckResponse">>((done) => client.check(request, done));
      const failures = response.getFailuresList().map((failure) => ({
        property: failure.getProperty(),
        reason: failure.getReason(),
      }));
      return { inputs: unpack(response.getInputs()), failures };
    },
    async diff(id, olds, news) {
      const request = new messages.DiffRequest();
      request.setId(id);
      request.setOlds(pack(olds));
      request.setNews(pack(news));
      const response = await answerOf<Message<"DiffResponse">>((done) => client.diff(request, done));
      const { DIFF_SOME } = messages.DiffResponse.DiffChanges;
      return { changes: response.getChanges() === DIFF_SOME, replaces: response.getReplacesList() };
    },
    async create(inputs) {
      const request = new messages.CreateRequest();
      request.setProperties(pack(inputs));
      const response = await answerOf<Message<"CreateResponse">>((done) => client.create(request, done));
      return { id: response.getId(), outs: unpack(response.getProperties()) };
    },
    async read(id, properties) {
      const request = new messages.ReadRequest();
      request.setId(id);
      request.setProperties(pack(properties));
      const response = await answerOf<Message<"ReadResponse">>((done) => client.read(request, done));
      return { id: response.getId(), props: unpack(response.getProperties()) };
    },
    async update(id, olds, news) {
      const request = new messages.UpdateRequest();
      request.setId(id);
      request.setOlds(pack(olds));
      request.setNews(pack(news));
      const response = await answerOf<Message<"UpdateResponse">>((done) => client.update(request, done));
      return { outs: unpack(response.getProperties()) };
    },
    async delete(id, properties) {
      const request = new messages.DeleteRequest();
      request.setId(id);
      request.setProperties(pack(properties));
      await answerOf((done) => client.delete(request, done));
    },
  };
}

function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
}

function unpack(properties: Struct | undefined): Properties {
  const { __provider: _, ...rest } = properties?.toJavaScript() ?? {};
  return rest;
}

type ServiceError = import("@grpc/grpc-js").ServiceError;
type Done<Answer> = (error: ServiceError | null, answer: Answer) => void;

function answerOf<Answer>(call: (done: Done<Answer>) => unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    call((error, answer) => {
      if (error) reject(toError(error));
      else resolve(answer);
    });
  });
}

/** A failure, with what the engine keeps of a resource that is there all the same. */
function toError(error: ServiceError): Error {
  const failure = new Error(error.details);
  const [details] = error.metadata.get("grpc-status-details-bin");
  if (!(details instanceof Buffer)) return failure;
  const [detail] = Status.deserializeBinary(details).getDetailsList();
  const partial = detail?.unpack(
    messages.ErrorResourceInitFailed.deserializeBinary,
    "pulumirpc.ErrorResourceInitFailed",
  );
  return Object.assign(failure, {
    id: partial?.getId(),
    properties: unpack(partial?.getProperties()),
    reasons: partial?.getReasonsList(),
  });
}
