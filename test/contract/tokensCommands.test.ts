import { describe, expect, inject, it } from "vitest";
import type { FinishedProcess } from "../support/finishedProcess.ts";
import { runCli } from "../unit/cli/runCli.ts";
import { ownerOf } from "./support/contractController.ts";
import { generate, nameOf, ourTokens, revokeAfterEach } from "./support/contractTokens.ts";
import { visitWithCrumb } from "./support/contractVisitor.ts";

interface Listed {
  readonly tokens: readonly Readonly<Record<"owner" | "name" | "uuid", string>>[];
}

describe.for(inject("contractControllers"))("the commands on tokens, on $name", (controller) => {
  revokeAfterEach(controller);
  const { admin } = controller;
  const owner = ownerOf(controller);
  const run = (login: Readonly<Record<string, string>>, ...parameters: string[]): Promise<FinishedProcess> =>
    runCli(["tokens", ...parameters], { JENKINS_URL: controller.url, ...login });
  const byPassword = ({ username, password }: typeof admin) => ({
    JENKINS_USER_ID: username,
    JENKINS_PASSWORD: password,
  });
  const make = async (rest: string) => generate(await visitWithCrumb(controller, owner), owner, rest);
  const listed = ({ stdout }: FinishedProcess, uuid: string) =>
    (JSON.parse(stdout) as Listed).tokens.find((token) => token.uuid === uuid);

  it("list a new token, for its owner and among those of all users", async () => {
    const { tokenUuid } = await make("listed");
    const expected = {
      owner: owner.username,
      name: nameOf("listed"),
      createdOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      lastUsedOn: null,
      isExpired: false,
      isLegacy: false,
      heldBy: null,
    };
    expect(listed(await run(byPassword(owner), "list", "--json"), tokenUuid)).toMatchObject(expected);
    const all = await run(byPassword(admin), "list", "--all", "--json");
    expect({ exitCode: all.exitCode, stderr: all.stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(listed(all, tokenUuid)).toMatchObject(expected);
  });

  it("revoke a token for its owner, but not the one of the login", async () => {
    const [login, other] = [await make("login"), await make("other")];
    const byToken = { JENKINS_USER_ID: owner.username, JENKINS_API_TOKEN: login.tokenValue };
    const { exitCode, stdout } = await run(byToken, "revoke", login.tokenUuid, other.tokenUuid, "--yes");
    expect(stdout).toContain("1 token revoked.");
    expect(exitCode).toBe(1);
    expect(await ourTokens(controller, owner.username)).toMatchObject([{ tokenUuid: login.tokenUuid }]);
  });

  it("revoke a token of another user for an administrator, after a dry run that revokes nothing", async () => {
    const { tokenUuid } = await make("theirs");
    const flags = ["revoke", tokenUuid, "--for", owner.username];
    expect((await run(byPassword(admin), ...flags, "--dry-run")).exitCode).toBe(0);
    expect(await ourTokens(controller, owner.username)).toHaveLength(1);
    expect((await run(byPassword(admin), ...flags)).exitCode).toBe(2);
    expect(await ourTokens(controller, owner.username)).toHaveLength(1);
    expect((await run(byPassword(admin), ...flags, "--yes")).exitCode).toBe(0);
    expect(await ourTokens(controller, owner.username)).toEqual([]);
  });
});
