import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type * as provider from "../../../../provider/index.ts";

// As a program has it: Pulumi serializes the provider, which must be the compiled one.
const { JenkinsApiToken } = createRequire(new URL("../../../../package.json", import.meta.url))(
  "pulumi-jenkins-api-token",
) as typeof provider;

const value = "11deadbeefdeadbeefdeadbeefdeadbeef";

/** What was registered with the engine, without what has no value and without the provider's text. */
let registered: Record<string, unknown> = {};

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource({ type, name, inputs: { __provider, ...inputs } }) {
      const given = Object.entries(inputs).filter(([, input]) => input !== undefined);
      registered = { type, name, inputs: Object.fromEntries(given) };
      const made = { username: "alice", tokenName: "deploy", tokenUuid: "uuid", tokenValue: value };
      return { id: "uuid", state: { ...inputs, ...made } };
    },
    call: () => ({}),
  });
});

function resolved<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

/** The URN of a token in the program, as mocks have it. */
const urnOf = (name: string) => `urn:pulumi:stack::project::pulumi-nodejs:dynamic/jenkins:ApiToken::${name}`;

/** Declares a token and waits until the engine knows of it; returns also what the SDK gets. */
async function declare(name: string, args?: provider.JenkinsApiTokenArgs) {
  let told: pulumi.ResourceTransformationArgs | undefined;
  const listen = (given: pulumi.ResourceTransformationArgs) => {
    told = given;
    return undefined;
  };
  const token = new JenkinsApiToken(name, args, { transformations: [listen] });
  await resolved(token.urn);
  return { token, props: told?.props ?? {}, options: (told?.opts ?? {}) as pulumi.CustomResourceOptions };
}

describe("a declared token", () => {
  it("needs nothing but a name", async () => {
    await declare("deploy");
    expect(registered).toEqual({
      type: "pulumi-nodejs:dynamic/jenkins:ApiToken",
      name: "deploy",
      inputs: { __urn: urnOf("deploy") },
    });
  });

  it("passes its inputs to the engine as they are", async () => {
    const args = { username: "svc", tokenName: "deploy", version: 2, triggers: { image: "1.2" } };
    await declare("deploy", args);
    expect(registered.inputs).toEqual({ ...args, __urn: urnOf("deploy") });
  });

  it("passes a date among its triggers on as text", async () => {
    await declare("deploy", { triggers: { lastLeaver: new Date("2026-11-01T00:00:00Z") } });
    expect(registered.inputs).toMatchObject({ triggers: { lastLeaver: "2026-11-01T00:00:00.000Z" } });
  });

  it("takes outputs of other resources as inputs", async () => {
    await declare("deploy", { username: pulumi.output("svc"), version: pulumi.output(3) });
    expect(registered.inputs).toMatchObject({ username: "svc", version: 3 });
  });

  it("is known by its URN, which has the type of its parent too", async () => {
    const parent = new pulumi.ComponentResource("team:index:Service", "web");
    const token = new JenkinsApiToken("deploy", {}, { parent });
    await resolved(token.urn);
    const { __urn } = registered.inputs as { __urn: string };
    expect(__urn).toBe(
      "urn:pulumi:stack::project::team:index:Service$pulumi-nodejs:dynamic/jenkins:ApiToken::deploy",
    );
  });

  it("shows the outputs of the token", async () => {
    const { token } = await declare("deploy");
    expect(await resolved(token.tokenUuid)).toBe("uuid");
    expect(await resolved(token.tokenValue)).toBe(value);
    expect(await resolved(token.basicAuth)).toEqual({ username: "alice", password: value });
    const basic = Buffer.from(`alice:${value}`).toString("base64");
    expect(await resolved(token.authorization)).toBe(`Basic ${basic}`);
  });
});

it.each(["import", "id"])("the resource option %s is an error that names adopt", (option) => {
  const uuid = "ebcf72f5-67df-481e-950f-55c16383b3ce";
  const declared = () => new JenkinsApiToken("deploy", {}, { [option]: uuid });
  expect(declared).toThrow(pulumi.RunError);
  expect(declared).toThrow(
    `JenkinsApiToken 'deploy': the resource option \`${option}\` does not work here.\n` +
      `To take over a token that exists, remove \`${option}\` and give the input \`adopt\`: { tokenUuid, tokenValue }.`,
  );
});

describe("what is secret, without the user marking it", () => {
  const connection = { url: "https://ci.example.com", username: "alice", apiToken: value };

  it.each([
    ["the connection", "connection", connection],
    ["the token to adopt", "adopt", { tokenUuid: "uuid", tokenValue: value }],
    ["the fixed value", "fixedValue", value],
  ])("is %s", async (_, name, input) => {
    const { props } = await declare("deploy", { [name]: input });
    expect(await pulumi.isSecret(props[name])).toBe(true);
  });

  it("are all outputs that hold a token", async () => {
    const { token, options } = await declare("deploy");
    expect(options.additionalSecretOutputs).toEqual(
      expect.arrayContaining(["tokenValue", "previousTokenValue"]),
    );
    expect(await pulumi.isSecret(token.authorization)).toBe(true);
    expect(await pulumi.isSecret(token.basicAuth)).toBe(true);
  });
});

it("warns once in a program of the stack's configuration", async () => {
  const warn = vi.spyOn(pulumi.log, "warn").mockImplementation(async () => {});
  const config = {
    "jenkins:insecureSkipTLSVerify": "true",
    "jenkins:apiToken": "t",
    "jenkins:password": "p",
  };
  pulumi.runtime.setAllConfig(config, ["jenkins:password"]);
  // The program of another stack, whose first token this is.
  vi.spyOn(pulumi.runtime, "getStackResource").mockReturnValue(
    {} as ReturnType<typeof pulumi.runtime.getStackResource>,
  );
  await declare("first");
  await declare("second");
  expect(warn.mock.calls.map(([message]) => message)).toEqual([
    expect.stringContaining("did you mean jenkins:insecureSkipTlsVerify?"),
    expect.stringContaining("jenkins:apiToken is plain text"),
  ]);
});
