import { expect, it } from "vitest";
import { startJenkins } from "../../support/jenkins.ts";
import { runCli } from "../../unit/cli/runCli.ts";
import { runTokens } from "./tokensRun.ts";

it("tokens adopt prints program text and the import for tokens, never a value, and changes nothing", async () => {
  const jenkins = await startJenkins();
  const tokens = ["deploy", "nightly"].map((name) => jenkins.generateToken("alice", name));
  const uuids = tokens.map(({ tokenUuid }) => tokenUuid);
  const { exitCode, stdout, stderr } = await runTokens(jenkins, "alice", ["adopt", ...uuids]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  for (const { tokenUuid, tokenValue } of tokens) {
    expect(stdout).toContain(`adopt: { tokenUuid: "${tokenUuid}", tokenValue: config.requireSecret(`);
    expect(stdout).toContain(`"id": "alice/${tokenUuid}"`);
    expect(stdout).not.toContain(tokenValue);
  }
  expect(jenkins.requests.map(({ path }) => path)).toEqual(["/user/alice/security/"]);
});

it("tokens adopt says which of the tokens can't be adopted, prints the others, and ends with 1", async () => {
  const jenkins = await startJenkins();
  const [good, theirs] = [jenkins.generateToken("alice", "deploy"), jenkins.generateToken("svc", "other")];
  const expired = jenkins.generateToken("alice", "old", { expirationDate: "2020-01-01" });
  const uuids = [good, theirs, expired].map(({ tokenUuid }) => tokenUuid);
  const { exitCode, stdout, stderr } = await runTokens(jenkins, "alice", ["adopt", ...uuids]);
  expect(exitCode).toBe(1);
  expect(stdout).toContain(`pulumi import jenkins:index:ApiToken deploy alice/${good.tokenUuid}`);
  for (const { tokenUuid } of [theirs, expired]) expect(stdout).not.toContain(tokenUuid);
  const said = stderr.replaceAll(/\s+/g, " ");
  expect(said).toContain(`There is no token ${theirs.tokenUuid} among those of 'alice'.`);
  expect(said).toContain(`The token ${expired.tokenUuid} has expired, so it can't be adopted.`);
});

it("tokens adopt prints nothing to be run for an owner whose ID looks like something else", async () => {
  const jenkins = await startJenkins();
  const id = "ali\u202ece";
  jenkins.addUser({ id });
  const { tokenUuid } = jenkins.generateToken(id, "deploy");
  const { exitCode, stdout, stderr } = await runTokens(jenkins, "admin", ["adopt", tokenUuid, "--all"]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  expect(stderr.replaceAll(/\s+/g, " ")).toContain("can't be printed as it is.");
});

it.each([
  ["without a UUID", [], "missing required argument 'uuid'"],
  ["with something else", ["deploy"], "A token is named by its UUID"],
])("tokens adopt ends with 2 %s", async (_, parameters, expected) => {
  const { exitCode, stdout, stderr } = await runCli(["tokens", "adopt", ...parameters]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain(expected);
});
