import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { startJenkins } from "../support/jenkins.ts";
import { createTokenStacks, type HeldResource } from "./support/tokenStacks.ts";

const dayOf = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

/** A resource that holds a token of alice, generated in the web UI. */
function hold(
  jenkins: EmbeddedJenkins,
  name: string,
  more: Readonly<Record<string, unknown>> = {},
  expirationDate: string | null = null,
): HeldResource {
  const { tokenUuid } = jenkins.generateToken("alice", `${name}-1a2b3c4`, { expirationDate });
  const outputs = { username: "alice", tokenName: `${name}-1a2b3c4`, tokenUuid, url: jenkins.url };
  return {
    name,
    outputs: {
      ...outputs,
      createdAt: new Date().toISOString(),
      ...(expirationDate === null ? {} : { expiresOn: expirationDate }),
      ...more,
    },
  };
}

async function startStacks(connection: (jenkins: EmbeddedJenkins) => Readonly<Record<string, string>>) {
  const jenkins = await startJenkins();
  return { jenkins, stacks: await createTokenStacks(connection(jenkins)) };
}

const asAlice = ({ url }: EmbeddedJenkins) => ({
  JENKINS_URL: url,
  JENKINS_USER_ID: "alice",
  JENKINS_PASSWORD: "alice-pw",
});

describe("tokens status", () => {
  it("finds nothing wrong with the selected stack, by one list for all tokens of a user", async () => {
    const { jenkins, stacks } = await startStacks(asAlice);
    await stacks.hold("dev", [hold(jenkins, "ci"), { ...hold(jenkins, "deploy"), isDynamic: true }]);
    const { exitCode, stdout, stderr } = await stacks.tokens("status");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^ {2}ci {8}active /m);
    expect(stdout).toContain("2 tokens: 2 active. Nothing needs attention.\n");
    expect(jenkins.requests.map(({ path }) => path)).toEqual(["/user/alice/security/"]);
  });

  it("finds what needs attention in each of several stacks, and ends with 1", async () => {
    const { jenkins, stacks } = await startStacks(asAlice);
    const missing = hold(jenkins, "missing");
    jenkins.revokeToken("alice", String(missing.outputs.tokenUuid));
    await stacks.hold("dev", [hold(jenkins, "good"), missing]);
    await stacks.hold("prod", [
      hold(jenkins, "expired", {}, dayOf(-2)),
      hold(jenkins, "soon", {}, dayOf(3)),
      hold(jenkins, "rotating", { rotateBeforeExpiryDays: 2 }, dayOf(4)),
      { ...hold(jenkins, "elsewhere", { url: "https://old.example.com" }) },
    ]);
    const { exitCode, stdout } = await stacks.tokens("status", "--stack", "dev", "--stack", "prod", "--json");
    expect(exitCode).toBe(1);
    const { tokens, summary } = JSON.parse(stdout) as {
      tokens: { resource: string; state: string; needsAttention: boolean; notes: string[] }[];
      summary: unknown;
    };
    expect(tokens.map(({ resource, state, needsAttention }) => [resource, state, needsAttention])).toEqual([
      ["good", "active", false],
      ["missing", "missing", true],
      ["expired", "expired", true],
      ["soon", "active", true],
      ["rotating", "active", false],
      ["elsewhere", "unknown", true],
    ]);
    expect(tokens[5]?.notes).toEqual([
      "Neither the stack's configuration nor the environment has a connection to https://old.example.com.",
    ]);
    expect(summary).toMatchObject({ tokens: 6, needsAttention: 4 });
  });

  it("takes the connections of the stack's configuration: the default one, and those of controllers", async () => {
    const [eu, stacks] = [await startJenkins(), await createTokenStacks({})];
    const us = await startJenkins();
    await stacks.hold("dev", [
      hold(us, "default"),
      { ...hold(eu, "named"), inputs: { controller: "eu" } },
      { ...hold(eu, "own"), inputs: { connection: { url: eu.url } } },
    ]);
    await stacks.pulumi("config", "set", "jenkins:url", us.url);
    await stacks.pulumi("config", "set", "jenkins:username", "alice");
    await stacks.pulumi("config", "set", "--secret", "jenkins:password", "alice-pw");
    for (const [key, value] of [
      ["url", eu.url],
      ["username", "alice"],
    ])
      await stacks.pulumi("config", "set", "--path", `jenkins:controllers.eu.${key}`, value ?? "");
    await stacks.pulumi("config", "set", "--path", "--secret", "jenkins:controllers.eu.password", "alice-pw");
    const { exitCode, stdout } = await stacks.tokens("status");
    expect(stdout).toContain("3 tokens: 3 active. Nothing needs attention.");
    expect(exitCode).toBe(0);

    // Without the passphrase the configuration can't be read; the states can.
    stacks.environment.PULUMI_CONFIG_PASSPHRASE = "";
    const unread = await stacks.tokens("status", "--stack", "dev");
    expect(unread.exitCode).toBe(1);
    expect(unread.stdout).toContain("3 tokens: 3 unknown. 3 need attention.");
    expect(unread.stderr).toContain("✗ The stack's configuration can't be read: ");
  });

  it("says which stack it can't read, and compares the others", async () => {
    const { jenkins, stacks } = await startStacks(asAlice);
    await stacks.hold("dev", [hold(jenkins, "ci")]);
    const { exitCode, stdout, stderr } = await stacks.tokens("status", "--stack", "nosuch", "--stack", "dev");
    expect(exitCode).toBe(1);
    expect(stdout).toContain("1 token: 1 active.");
    expect(stderr).toBe("✗ The stack nosuch can't be read: no stack named 'nosuch' found\n");
  });

  it("uses no token as a login, and doesn't know where no list can be seen", async () => {
    const { jenkins, stacks } = await startStacks((jenkins) => ({
      ...asAlice(jenkins),
      JENKINS_USER_ID: "svc",
      JENKINS_PASSWORD: "svc-pw",
    }));
    await stacks.hold("dev", [hold(jenkins, "ci")]);
    const { exitCode, stdout } = await stacks.tokens("status");
    expect(exitCode).toBe(1);
    expect(stdout).toContain("1 token: 1 unknown. 1 needs attention.");
    expect(jenkins.logins().map(({ user }) => user)).not.toContain("alice");
  });

  it("ends with 2 where no stack is selected", async () => {
    const stacks = await createTokenStacks({});
    const { exitCode, stdout, stderr } = await stacks.tokens("status");
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("No stack is selected here; give one with --stack.");
  });
});
