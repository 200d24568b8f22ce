import { describe, expect, it } from "vitest";
import { findSecrets } from "../secrets/secretScan.ts";
import { startJenkins } from "../support/jenkins.ts";
import { createStack, type ExportedState, type StateResource } from "./support/pulumiStack.ts";

const type = "pulumi-nodejs:dynamic/jenkins:ApiToken";

/** One token by the stack's own connection and one by a connection of its own; nothing is marked as secret. */
const program = (url: string) => `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  const connection = { url: "${url}", username: "svc", password: "svc-pw" };
  const own = new JenkinsApiToken("own");
  const inline = new JenkinsApiToken("inline", { connection });
  module.exports = {
    uuid: own.tokenUuid,
    ownValue: own.tokenValue,
    authorization: own.authorization,
    basicAuth: own.basicAuth,
    inlineValue: inline.tokenValue,
  };
`;

describe("secrets", () => {
  it("are masked in outputs, encrypted in the state, and leave the stack's credentials out of the token", async () => {
    const jenkins = await startJenkins();
    const stack = await createStack({ program: program(jenkins.url) });
    await stack.configure({
      plain: { "jenkins:url": jenkins.url, "jenkins:username": "alice" },
      secret: { "jenkins:password": "alice-pw" },
    });
    await stack.up();
    const { ownValue = "", inlineValue = "" } = await stack.outputs();
    const secrets = [ownValue, inlineValue, "alice-pw", "svc-pw"];

    const masked = JSON.parse(await stack.pulumi("stack", "output", "--json"));
    const hidden = "[secret]";
    expect(masked).toMatchObject({
      ownValue: hidden,
      authorization: hidden,
      basicAuth: hidden,
      inlineValue: hidden,
    });
    expect(masked.uuid).toBe(jenkins.tokens("alice")[0]?.uuid);

    expect(findSecrets(await stack.export(), secrets)).toEqual([]);

    const [own, inline] = tokensOf(await stack.export("--show-secrets"));
    expect(own?.outputs.tokenValue).toMatchObject({ plaintext: JSON.stringify(ownValue) });
    expect(JSON.stringify(own)).not.toContain("alice-pw");
    expect(own?.outputs).not.toHaveProperty("connection");
    expect(own?.inputs).not.toHaveProperty("connection");
    expect(inline?.inputs.connection).toHaveProperty("plaintext");
    expect(inline?.outputs.connection).toHaveProperty("plaintext");
  });

  it("of the environment are not in the state at all, and what is serialized of the provider is small", async () => {
    const jenkins = await startJenkins();
    const stack = await createStack({ program: program(jenkins.url), jenkins });
    await stack.up();
    const exported = await stack.export("--show-secrets");
    expect(exported).toContain("svc-pw");
    expect(exported).not.toContain("alice-pw");

    const tokens = tokensOf(exported);
    const [first, second] = tokens.flatMap(({ inputs, outputs }) => [inputs.__provider, outputs.__provider]);
    expect(String(first).length).toBeLessThan(1200);
    expect(second).toBe(first);
  });
});

describe("a name that the program has marked as secret", () => {
  it("is not shown where its create fails, and is encrypted in the state of a create that is unfinished", async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({
      kind: "status",
      status: 504,
      when: "afterEffect",
      path: /user.bob.*generateNewToken/,
      times: 9,
    });
    jenkins.addUser({ id: "bob", password: "bob-s-password-4711" });
    const names = ["start-of-project-4711", "start-of-project-4712"];
    const login = (username: string, password: string) => ({
      url: jenkins.url,
      maxRetries: 0,
      username,
      password,
    });
    const stack = await createStack({
      secrets: names,
      program: `
        const pulumi = require("@pulumi/pulumi");
        const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
        const declare = (name, tokenName, connection) =>
          new JenkinsApiToken(name, { tokenName: pulumi.secret(tokenName), connection });
        declare("failed", "${names[0]}", ${JSON.stringify(login("bob", "bob-s-password-4711"))});
        declare("unverified", "${names[1]}", ${JSON.stringify(login("alice", "alice-pw"))});
      `,
    });
    // The new token of alice cannot be verified.
    jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect", path: /whoAmI/, times: 99 });
    const output = await stack.fails("up", "--continue-on-error");
    expect(output).toContain("It is unknown whether Jenkins created a token '[secret]'");
    expect(output).toContain("error code: tokenNotVerified");
    expect(findSecrets(output, names)).toEqual([]);
    expect(findSecrets(await stack.export(), names)).toEqual([]);
    const kept = tokensOf(await stack.export("--show-secrets"));
    expect(kept.map(({ outputs }) => outputs.tokenName)).toEqual([
      expect.objectContaining({ plaintext: JSON.stringify(names[1]) }),
    ]);
  });
});

function tokensOf(exported: string): StateResource[] {
  const { deployment } = JSON.parse(exported) as { deployment: ExportedState };
  const tokens = deployment.resources.filter((resource) => resource.type === type);
  return tokens.toSorted((a, b) => Number(a.urn.endsWith("inline")) - Number(b.urn.endsWith("inline")));
}
