import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createConnections } from "../../../../provider/connection/connections.ts";
import { createSecrets } from "../../../../provider/http/secrets.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

type Texts = Readonly<Record<string, string>>;

const login = { "jenkins:url": "https://ci.example.com", "jenkins:username": "svc" };

/** Connections with this configuration and environment, and what they have warned of. */
function start(config: Texts = {}, environment: Texts = {}, more: { commandTimeoutMs?: number } = {}) {
  const warnings: string[] = [];
  const secrets = createSecrets();
  const cancel = new AbortController();
  const connections = createConnections({
    config: (key) => config[key],
    environment,
    secrets,
    warn: (message) => void warnings.push(message),
    now: () => new Date(),
    interruption: cancel.signal,
    ...more,
  });
  return { ...connections, warnings, secrets, cancel: () => cancel.abort() };
}

/** The command that runs this text as a program of Node. */
function node(program: string, ...args: string[]) {
  return { command: [process.execPath, "-e", program, ...args] };
}

/** Stack configuration whose API token is this reference, as `pulumi config set --path` leaves it. */
function withToken(reference: unknown): Texts {
  return { ...login, "jenkins:apiToken": JSON.stringify(reference) };
}

function failureOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "no failure",
    (error: { summary?: string }) => String(error.summary ?? error),
  );
}

describe("a secret by reference", () => {
  it.each([
    ["a variable", { env: "CI_TOKEN" }],
    ["a command's output", node('console.log("  token-of-ci-4711  \\n")')],
  ])("is the text of %s, trimmed", async (_, reference) => {
    const { resolve, warnings } = start(withToken(reference), { CI_TOKEN: "token-of-ci-4711\n" });
    const { credentials } = await resolve({});
    expect(credentials).toEqual({ username: "svc", apiToken: "token-of-ci-4711" });
    expect(warnings).toEqual([]);
  });

  it("is the text of a file, trimmed", async () => {
    const file = join(await temporaryFolder(), "token");
    writeFileSync(file, "token-of-ci-4711\r\n");
    const { credentials } = await start(withToken({ file })).resolve({});
    expect(credentials).toEqual({ username: "svc", apiToken: "token-of-ci-4711" });
  });

  it("may be any secret of a connection: in configuration, of a named controller, of a resource", async () => {
    const environment = { PW: "password-4711", PROXY: "http://proxy:3128", BEARER: "Bearer bearer-4711" };
    const connection = {
      url: "https://ci.example.com",
      username: "svc",
      password: { env: "PW" },
      proxy: { env: "PROXY" },
      headers: { "X-Plain": "plain", "Proxy-Authorization": { env: "BEARER" } },
    };
    const { resolve } = start(
      {
        ...login,
        "jenkins:password": '{"env":"PW"}',
        "jenkins:proxy": '{"env":"PROXY"}',
        "jenkins:headers": JSON.stringify(connection.headers),
        "jenkins:controllers": JSON.stringify({ eu: connection }),
      },
      environment,
    );
    for (const choice of [{}, { controller: "eu" }, { connection }]) {
      expect(await resolve(choice)).toMatchObject({
        credentials: { username: "svc", password: "password-4711" },
        proxy: "http://proxy:3128/",
        headers: { "X-Plain": "plain", "Proxy-Authorization": "Bearer bearer-4711" },
      });
    }
  });

  it("is read once in a process, also when asked for by several at the same time", async () => {
    const log = join(await temporaryFolder(), "log");
    const reference = node(`require("fs").appendFileSync(process.argv[1], "run "); console.log("t")`, log);
    const { connect, resolve } = start(withToken(reference));
    const connection = { url: "https://other.example.com", username: "svc", apiToken: reference };
    await Promise.all([connect({}), connect({}), resolve({}), connect({ connection })]);
    await connect({});
    expect(readFileSync(log, "utf8")).toBe("run ");
  });

  it("is not read for what check needs to know", () => {
    const { inspect } = start(withToken(node("process.exit(1)")));
    expect(inspect({})).toMatchObject({ url: "https://ci.example.com", username: "svc", problems: [] });
  });

  it("gives its command the arguments as they are, for no shell", async () => {
    const reference = node("console.log(process.argv[1])", "$HOME; `id` *");
    const { credentials } = await start(withToken(reference)).resolve({});
    expect(credentials).toMatchObject({ apiToken: "$HOME; `id` *" });
  });

  it("is redacted from then on", async () => {
    const { resolve, secrets } = start(withToken({ env: "CI_TOKEN" }), { CI_TOKEN: "token-of-ci-4711" });
    await resolve({});
    expect(secrets.redact("token-of-ci-4711")).toBe("[secret]");
  });
});

describe("a secret by reference that can't be read", () => {
  const hidden = "hidden-secret-4711";

  it.each([
    ["an unset variable", { env: "CI_TOKEN" }, "the environment variable CI_TOKEN is not set"],
    ["an empty variable", { env: "EMPTY" }, "the environment variable EMPTY is empty"],
    ["a missing file", { file: "/no/such/file" }, "the file /no/such/file can't be read (ENOENT)"],
    ["a folder", { file: "/" }, "the file / is not a regular file"],
    ["a missing program", { command: ["no-such-program"] }, "the command no-such-program was not found"],
    [
      "an exit code, with the first line of stderr",
      node(`console.error("no access for ${hidden}\\u001b[31m\\nmore"); process.exit(3)`),
      `the command ${process.execPath} failed with exit code 3: no access for [secret]`,
    ],
    ["no output", node(""), `the command ${process.execPath} printed nothing`],
    [
      "too much output",
      node('process.stdout.write("x".repeat(2e6))'),
      `the command ${process.execPath} printed more than 1 MB`,
    ],
  ])("is named with the reason: %s", async (_, reference, reason) => {
    const { resolve, secrets } = start(withToken(reference), { EMPTY: " " });
    secrets.add(hidden);
    expect(await failureOf(resolve({}))).toBe(`jenkins:apiToken: ${reason}`);
  });

  it("is named where the file is empty", async () => {
    const file = join(await temporaryFolder(), "token");
    writeFileSync(file, "\n");
    expect(await failureOf(start(withToken({ file })).resolve({}))).toContain("is empty");
  });

  it("is named where a command takes too long", async () => {
    const { resolve } = start(withToken(node("setInterval(() => {}, 1000)")), {}, { commandTimeoutMs: 10 });
    expect(await failureOf(resolve({}))).toBe(
      `jenkins:apiToken: the command ${process.execPath} did not finish within 0.01 s`,
    );
  });

  it("ends with all that it has started when the user cancels", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const grandchild = `require("net").connect(${port}, "127.0.0.1")`;
    const program = `require("child_process").spawnSync(process.execPath, ["-e", process.argv[1]])`;
    const { resolve, cancel } = start(withToken(node(program, grandchild)));
    const failure = resolve({}).catch((error: { code: string }) => error.code);
    const [socket] = await once(server, "connection");
    cancel();
    expect(await failure).toBe("interrupted");
    await once(
      socket.on("error", () => {}),
      "close",
    );
  });

  it("is checked as a value of its own when it is read", async () => {
    const headers = JSON.stringify({ "X-Key": { env: "KEY" } });
    const environment = { KEY: "two\nlines", PROXY: "socks5://proxy" };
    const config = { ...login, "jenkins:apiToken": "t", "jenkins:headers": headers };
    expect(await failureOf(start(config, environment).resolve({}))).toBe(
      "jenkins:headers.X-Key: must be one line of Latin text",
    );
    const proxied = { ...login, "jenkins:apiToken": "t", "jenkins:proxy": '{"env":"PROXY"}' };
    expect(await failureOf(start(proxied, environment).resolve({}))).toBe(
      "jenkins:proxy: must start with https:// or http://",
    );
    expect(await failureOf(start(withToken(node('console.log("one\\ntwo")'))).resolve({}))).toBe(
      "jenkins:apiToken: must be one line, without control characters",
    );
  });
});

describe("the shape of a reference", () => {
  const reason = 'must be a text, { env: "NAME" }, { file: "path" } or { command: ["program", "argument"] }';

  it.each([
    [{}],
    [{ env: "A", file: "b" }],
    [{ env: "not a name" }],
    [{ environment: "A" }],
    [{ env: 5 }],
    [{ file: "" }],
    [{ command: [] }],
    [{ command: "gcloud auth print-identity-token" }],
    [{ command: ["", "argument"] }],
  ])("is checked by preview: %o", (reference) => {
    expect(start(withToken(reference)).inspect({}).problems).toEqual([{ path: "jenkins:apiToken", reason }]);
  });

  it("may hold numbers and flags, which `pulumi config set --path` makes of arguments", async () => {
    const reference = node(
      "console.log(process.argv.slice(1).join())",
      ...([8, true] as unknown as string[]),
    );
    const { credentials } = await start(withToken(reference)).resolve({});
    expect(credentials).toMatchObject({ apiToken: "8,true" });
  });

  it("is no reason to take any other text in configuration for one", async () => {
    const config = { ...login, "jenkins:password": '["{secret"]' };
    expect((await start(config).resolve({})).credentials).toMatchObject({ password: '["{secret"]' });
  });
});

describe("the files of certificates and keys", () => {
  it("are read once, however often their connection is inspected and resolved", async () => {
    const file = join(await temporaryFolder(), "ca.pem");
    const { inspect } = start({ ...login, "jenkins:apiToken": "t", "jenkins:caCert": file });
    writeFileSync(file, "no certificate");
    const before = inspect({}).problems;
    writeFileSync(file, "");
    expect(inspect({}).problems).toBe(before);
    expect(before).toEqual([
      { path: "jenkins:caCert", reason: expect.stringContaining("holds no certificate in PEM") },
    ]);
  });
});

describe("white space at the end of a credential", () => {
  it.each([
    [{ "jenkins:apiToken": "token-4711\n" }, {}, "jenkins:apiToken"],
    [{ "jenkins:password": "token-4711 " }, {}, "jenkins:password"],
    [{}, { JENKINS_API_TOKEN: "token-4711\r\n" }, "JENKINS_API_TOKEN"],
  ])("is left out, with a warning: %o %o", async (config, environment, name) => {
    const { resolve, warnings } = start({ ...login, ...(config as Texts) }, environment as Texts);
    expect(Object.values((await resolve({})).credentials)).toContain("token-4711");
    expect(warnings).toEqual([`${name} ends with white space or a line break, which is left out.`]);
  });
});

describe("Proxy-Authorization", () => {
  const headers = '{"proxy-authorization":"Bearer gateway-4711"}';
  const config = { ...login, "jenkins:apiToken": "t", "jenkins:headers": headers };
  const problem = {
    path: "jenkins:headers.proxy-authorization",
    reason:
      "reaches no gateway behind a proxy without https; the login of the proxy itself belongs into its URL",
  };

  it.each([
    ["https, with a proxy", {}, { HTTPS_PROXY: "http://proxy" }, []],
    ["http, without a proxy", { "jenkins:url": "http://ci.example.com" }, {}, []],
    [
      "http, with a proxy",
      { "jenkins:url": "http://ci.example.com" },
      { HTTP_PROXY: "http://proxy" },
      [problem],
    ],
    ["http, with its proxy", { "jenkins:url": "http://ci", "jenkins:proxy": "http://proxy" }, {}, [problem]],
  ])("can be for a gateway where no proxy takes it for its own: %s", (_, more, environment, problems) => {
    expect(start({ ...config, ...(more as Texts) }, environment as Texts).inspect({}).problems).toEqual(
      problems,
    );
  });
});

describe("warnings", () => {
  it("come once for each connection", async () => {
    const config = { ...login, "jenkins:url": "http://ci.example.com", "jenkins:apiToken": "t\n" };
    const { inspect, connect, connectAs, warnings } = start(config);
    inspect({});
    await connect({});
    await connectAs({ username: "bob", apiToken: "11aa" }, "http://ci.example.com", {});
    expect(warnings).toHaveLength(2);
  });
});

describe("a client with another login", () => {
  it("takes the headers of the connection along, but not to another URL", async () => {
    const config = { ...login, "jenkins:apiToken": "t", "jenkins:headers": '{"X-Key":"gateway-4711"}' };
    const { connect, connectAs } = start(config);
    const other = { username: "bob", apiToken: "11aa" };
    expect(await connectAs(other, "https://ci.example.com", {})).toMatchObject({ login: "bob" });
    expect(await connectAs(other, "https://other.example.com", {})).toMatchObject({
      url: "https://other.example.com",
    });
    expect(await connect({})).toBe(await connect({}));
  });
});
