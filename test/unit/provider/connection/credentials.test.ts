import { describe, expect, it } from "vitest";
import { createConnections } from "../../../../provider/connection/connections.ts";
import type { ConnectionChoice } from "../../../../provider/connection/sources.ts";
import { createSecrets } from "../../../../provider/http/secrets.ts";

type Texts = Readonly<Record<string, string>>;

const url = "https://ci.example.com/jenkins";
const sameUrl = "HTTPS://CI.example.com:443/jenkins/";
const otherUrl = "https://ci.example.com/other";

/** The credential that is used for a connection, or all that is wrong with it. */
async function credentialFor(choice: ConnectionChoice, config: Texts, environment: Texts) {
  const { inspect, resolve } = createConnections({
    config: (key) => config[key],
    environment,
    secrets: createSecrets(),
    warn: () => {},
    now: () => new Date(),
  });
  const { problems } = inspect(choice);
  if (problems.length > 0) return { problems: problems.map(({ path, reason }) => `${path}: ${reason}`) };
  const { credentials, headers } = await resolve(choice);
  return { ...credentials, headers };
}

const own = { url, username: "svc" };
const stack = { "jenkins:url": url, "jenkins:username": "svc" };
const named = (controllers: Record<string, object>) => ({
  "jenkins:controllers": JSON.stringify(controllers),
});

describe("the credential of the environment", () => {
  it.each<[string, Texts]>([
    ["alone", { JENKINS_API_TOKEN: "t" }],
    ["with the same URL, spelt in another way", { JENKINS_API_TOKEN: "t", JENKINS_URL: sameUrl }],
    ["with the same user, spelt in another way", { JENKINS_API_TOKEN: "t", JENKINS_USER_ID: "SVC" }],
    ["with the same login", { JENKINS_API_TOKEN: "t", JENKINS_URL: url, JENKINS_USER_ID: "svc" }],
    ["beside an empty URL", { JENKINS_API_TOKEN: "t", JENKINS_URL: "", JENKINS_USER_ID: "" }],
  ])("is used for the stack's connection without one: %s", async (_, environment) => {
    expect(await credentialFor({}, stack, environment)).toMatchObject({ username: "svc", apiToken: "t" });
  });

  it("may be a password", async () => {
    expect(await credentialFor({}, stack, { JENKINS_PASSWORD: "p" })).toMatchObject({ password: "p" });
    expect(await credentialFor({}, stack, { JENKINS_PASSWORD: "p", JENKINS_API_TOKEN: "t" })).toEqual({
      problems: ["JENKINS_PASSWORD: is given besides apiToken; give only one of the two"],
    });
  });

  it("is that of its name for a named controller", async () => {
    const config = named({ eu: own, "us-east.1": own });
    expect(await credentialFor({ controller: "eu" }, config, { JENKINS_EU_API_TOKEN: "t" })).toMatchObject({
      apiToken: "t",
    });
    const environment = { JENKINS_US_EAST_1_PASSWORD: "p", JENKINS_US_EAST_1_URL: sameUrl };
    expect(await credentialFor({ controller: "us-east.1" }, config, environment)).toMatchObject({
      password: "p",
    });
  });

  it("can't belong to two controllers", async () => {
    const config = named({ "us-east": own, us_east: own, eu: own });
    const problem =
      "jenkins:controllers: the variables of us-east and us_east have the same names (JENKINS_US_EAST_API_TOKEN and so on); rename one";
    for (const controller of ["us-east", "us_east"]) {
      expect(await credentialFor({ controller }, config, {})).toEqual({ problems: [problem] });
    }
    expect(await credentialFor({ controller: "eu" }, config, { JENKINS_EU_PASSWORD: "p" })).toMatchObject({
      password: "p",
    });
  });
});

describe("a connection without a credential says which variables were seen, and what to do", () => {
  const missing = "is missing; give either apiToken or password";

  it.each<[string, ConnectionChoice, Texts, Texts, string]>([
    ["none", {}, stack, {}, `jenkins:apiToken: ${missing}.\n  Or set JENKINS_API_TOKEN or JENKINS_PASSWORD.`],
    [
      "none with its name",
      { controller: "eu" },
      named({ eu: own }),
      {},
      `jenkins:controllers.eu.apiToken: ${missing}.\n  Or set JENKINS_EU_API_TOKEN or JENKINS_EU_PASSWORD.`,
    ],
    [
      "one for another controller",
      {},
      stack,
      { JENKINS_API_TOKEN: "t", JENKINS_URL: "https://user:hidden@ci.other.example/" },
      `jenkins:apiToken: ${missing}.\n  JENKINS_API_TOKEN is set, but not used:\n  JENKINS_URL is not the URL of a controller.\n  Jenkins itself sets JENKINS_URL in its builds.\n  If it is for this connection, run\n  pulumi config set --path 'jenkins:apiToken.env' JENKINS_API_TOKEN`,
    ],
    [
      "one for another controller",
      {},
      stack,
      { JENKINS_PASSWORD: "p", JENKINS_URL: `${otherUrl}/` },
      `jenkins:apiToken: ${missing}.\n  JENKINS_PASSWORD is set, but not used:\n  JENKINS_URL is another controller: ${otherUrl}.\n  Jenkins itself sets JENKINS_URL in its builds.\n  If it is for this connection, run\n  pulumi config set --path 'jenkins:password.env' JENKINS_PASSWORD`,
    ],
    [
      "one for another user",
      {},
      stack,
      { JENKINS_API_TOKEN: "t", JENKINS_USER_ID: "alice" },
      `jenkins:apiToken: ${missing}.\n  JENKINS_API_TOKEN is set, but not used:\n  JENKINS_USER_ID is another user: alice.\n  If it is for this connection, run\n  pulumi config set --path 'jenkins:apiToken.env' JENKINS_API_TOKEN`,
    ],
    [
      "one for another user, whose ID is meant for a terminal",
      {},
      stack,
      { JENKINS_API_TOKEN: "t", JENKINS_USER_ID: "\u001b[31mali\nce" },
      `jenkins:apiToken: ${missing}.\n  JENKINS_API_TOKEN is set, but not used:\n  JENKINS_USER_ID is another user: ali ce.\n  If it is for this connection, run\n  pulumi config set --path 'jenkins:apiToken.env' JENKINS_API_TOKEN`,
    ],
    [
      "one for the connection without a name",
      { controller: "eu.west" },
      named({ "eu.west": own }),
      { JENKINS_API_TOKEN: "t" },
      `jenkins:controllers.eu.west.apiToken: ${missing}.\n  JENKINS_API_TOKEN is set, but not used for a named controller.\n  If it is for this one, set JENKINS_EU_WEST_API_TOKEN, or run\n  pulumi config set --path 'jenkins:controllers["eu.west"].apiToken.env' JENKINS_API_TOKEN`,
    ],
    [
      "one, but none is used for a connection in the program",
      { connection: own },
      {},
      { JENKINS_API_TOKEN: "t" },
      `connection.apiToken: ${missing}.\n  JENKINS_API_TOKEN is set, but a \`connection\` uses no variable by itself.\n  To use it, give apiToken: { env: "JENKINS_API_TOKEN" }.`,
    ],
  ])("%s", async (_, choice, config, environment, problem) => {
    expect(await credentialFor(choice, config, environment)).toEqual({ problems: [problem] });
  });
});

describe("headers of the environment", () => {
  const JENKINS_HEADERS = '{"X-Key":"of the environment","X-More":{"env":"MORE"}}';
  const stackWithToken = { ...stack, "jenkins:apiToken": "t", "jenkins:headers": '{"x-key":"own"}' };

  it("are added to those of the configuration, which win", async () => {
    expect(await credentialFor({}, stackWithToken, { JENKINS_HEADERS, MORE: "more" })).toMatchObject({
      headers: { "x-key": "own", "X-More": "more" },
    });
  });

  it("are not used for another controller or user", async () => {
    const others: Texts[] = [{ JENKINS_URL: otherUrl }, { JENKINS_USER_ID: "alice" }];
    for (const other of others) {
      expect(await credentialFor({}, stackWithToken, { ...other, JENKINS_HEADERS })).toMatchObject({
        headers: { "x-key": "own" },
      });
    }
  });

  it("have a name of their own for a named controller", async () => {
    const config = named({ eu: { ...own, apiToken: "t" } });
    const environment = { JENKINS_HEADERS: '{"X-A":"a"}', JENKINS_EU_HEADERS: '{"X-B":"b"}' };
    expect(await credentialFor({ controller: "eu" }, config, environment)).toMatchObject({
      headers: { "X-B": "b" },
    });
  });

  it("are named by their variable where something is wrong with them", async () => {
    const config = { ...stack, "jenkins:apiToken": "t" };
    for (const [text, problem] of [
      ["no JSON", "JENKINS_HEADERS: must be a JSON object of headers"],
      ['{"X-Key":["a"]}', 'JENKINS_HEADERS.X-Key: must be a text, { env: "NAME" }'],
      ['{"Host":"a"}', "JENKINS_HEADERS.Host: is set by the provider itself"],
      ['{"a secret name":"a"}', "JENKINS_HEADERS: holds a name that is not the name of an HTTP header"],
    ] as const) {
      const [found] = (await credentialFor({}, config, { JENKINS_HEADERS: text })).problems ?? [];
      expect(found).toContain(problem);
    }
  });
});

describe("every combination of configuration and environment", () => {
  const prefixes = ["JENKINS_", "JENKINS_EU_", "JENKINS_US_"];
  const urls = [undefined, sameUrl, otherUrl, "no URL"];
  const users = [undefined, "SVC", "alice"];
  const choices: [string, ConnectionChoice, (credential: object) => Texts][] = [
    ["JENKINS_", {}, (credential) => toStack({ ...own, ...credential })],
    ["JENKINS_EU_", { controller: "eu" }, (credential) => named({ eu: { ...own, ...credential }, us: own })],
    ["JENKINS_US_", { controller: "us" }, (credential) => named({ us: { ...own, ...credential }, eu: own })],
  ];

  function toStack(connection: object): Texts {
    return Object.fromEntries(Object.entries(connection).map(([key, text]) => [`jenkins:${key}`, text]));
  }

  /** An environment with one secret, and what it was given for. */
  function toEnvironment(prefix: string, variable: string, givenUrl?: string, givenUser?: string): Texts {
    const secret = "secret of the environment";
    return {
      [prefix + variable]: variable === "HEADERS" ? JSON.stringify({ "X-Key": secret }) : secret,
      ...(givenUrl && { [`${prefix}URL`]: givenUrl }),
      ...(givenUser && { [`${prefix}USER_ID`]: givenUser }),
    };
  }

  const combinations = choices.flatMap((choice) =>
    [{}, { apiToken: "own" }, { password: "own" }].flatMap((credential) =>
      prefixes.flatMap((prefix) =>
        ["API_TOKEN", "PASSWORD", "HEADERS"].flatMap((variable) =>
          urls.flatMap((givenUrl) =>
            users.map((givenUser) => ({ choice, credential, prefix, variable, givenUrl, givenUser })),
          ),
        ),
      ),
    ),
  );

  it("sends a secret only to the controller and as the user that it was given for", async () => {
    expect(combinations).toHaveLength(3 * 3 * 3 * 3 * 4 * 3);
    for (const { choice, credential, prefix, variable, givenUrl, givenUser } of combinations) {
      const [ownPrefix, chosen, toConfig] = choice;
      const environment = toEnvironment(prefix, variable, givenUrl, givenUser);
      const found = await credentialFor(chosen, toConfig(credential), environment);
      const isGivenForIt =
        prefix === ownPrefix &&
        (givenUrl === undefined || givenUrl === sameUrl) &&
        (givenUser === undefined || givenUser === "SVC");
      const hasOwn = Object.keys(credential).length > 0;
      const isUsed = isGivenForIt && hasOwn === (variable === "HEADERS");
      expect(JSON.stringify(found).includes("secret of the environment")).toBe(isUsed);
      expect("problems" in found).toBe(!hasOwn && !isUsed);
      if (hasOwn) expect(found).toMatchObject(credential);
    }
  });

  it("gives a connection in the program none of them", async () => {
    for (const prefix of prefixes) {
      for (const variable of ["API_TOKEN", "PASSWORD", "HEADERS"]) {
        const connection = { ...own, apiToken: "own" };
        const environment = toEnvironment(prefix, variable, url, "svc");
        expect(await credentialFor({ connection }, stack, environment)).toEqual({
          username: "svc",
          apiToken: "own",
          headers: {},
        });
      }
    }
  });
});
