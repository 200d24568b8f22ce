import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { startJenkins } from "../../support/jenkins.ts";
import {
  passwordLogin,
  type Settings,
  startProvider,
  tokenLogin,
  tokensOf,
} from "../../support/lifecycleProvider.ts";
import { create, destroy, refresh, update, userOf } from "../../support/lifecycleResource.ts";
import { replace } from "../methods/steps.ts";

const names = ["a", "b", "c", "d"];

/** Creates four tokens, rotates all, has two revoked in the web UI, refreshes, creates those again, and destroys. */
async function liveWith(jenkins: EmbeddedJenkins, settings: Settings, username: string): Promise<void> {
  const start = () => startProvider(settings);
  const [first, second, third, fourth] = [start(), start(), start(), start()];
  const created = await Promise.all(names.map((name) => create(first, { username, version: 1 }, name)));
  const rotated = await Promise.all(created.map((token) => replace(second, token, { username, version: 2 })));
  for (const { id } of rotated.slice(0, 2)) jenkins.revokeToken(username, id);
  const kept = (await Promise.all(rotated.map((token) => refresh(third, token)))).filter(
    (token) => token !== undefined,
  );
  expect(kept.map(({ name }) => name)).toEqual(["c", "d"]);
  const again = await Promise.all(
    names.slice(0, 2).map((name) => create(fourth, { username, version: 2 }, name)),
  );
  for (const token of [...kept, ...again]) expect(await userOf(jenkins, token)).toBe(username);
  const last = start();
  await Promise.all([...kept, ...again].map((token) => destroy(last, token)));
  expect(tokensOf(jenkins, username)).toEqual([]);
}

describe("a directory that locks an account after a refused login", () => {
  const logins: [string, (jenkins: EmbeddedJenkins) => Settings][] = [
    ["their owner, by API token", (jenkins) => tokenLogin(jenkins, "alice")],
    ["their owner, by password", (jenkins) => passwordLogin(jenkins, "alice")],
    ["an administrator, by API token", (jenkins) => tokenLogin(jenkins, "admin")],
    ["an administrator, by password", (jenkins) => passwordLogin(jenkins, "admin")],
  ];
  it.each(logins)("never sees one in the lifecycle of four tokens with the login of %s", async (_, login) => {
    const jenkins = await startJenkins({ lockAfterRefusedLogins: 1 });
    await liveWith(jenkins, login(jenkins), "alice");
    expect(jenkins.refusedLogins()).toEqual([]);
  });

  it("sees none in a rotation with overlap, and when the overlap ends", async () => {
    const jenkins = await startJenkins({ lockAfterRefusedLogins: 1 });
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const first = await create(provider, { version: 1, overlapDays: 7 });
    const second = await update(provider.next(), first, { version: 2, overlapDays: 7 });
    const third = await update(provider.next(), second, { version: 2 });
    await destroy(provider.next(), third);
    expect(jenkins.tokens("alice")).toEqual([]);
    expect(jenkins.refusedLogins()).toEqual([]);
  });

  it("sees one per owner and process where the login may not see the list", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const tokens = await Promise.all(names.map((name) => create(provider, {}, name)));
    for (const { id } of tokens) jenkins.revokeToken("alice", id);
    const asSvc = startProvider(passwordLogin(jenkins, "svc"));
    for (const token of tokens) expect(await refresh(asSvc, token)).toEqual(token);
    expect(jenkins.refusedLogins("alice")).toHaveLength(1);
    expect(asSvc.warnings).toHaveLength(4);
  });
});

describe("a good token that Jenkins refuses", () => {
  const hindrances: [string, (jenkins: EmbeddedJenkins) => void][] = [
    ["since the directory has locked its owner", (jenkins) => jenkins.lockUser("alice")],
    ["since the identity provider is down", (jenkins) => jenkins.setOicSession("alice", "providerDown")],
  ];
  it.each(hindrances)(
    "%s stays in the state, with a warning that says how to find out",
    async (_, hinder) => {
      const jenkins = await startJenkins();
      const token = await create(startProvider(passwordLogin(jenkins, "alice")), { tokenName: "deploy" });
      hinder(jenkins);
      const provider = startProvider(passwordLogin(jenkins, "svc"));
      expect(await refresh(provider, token)).toEqual(token);
      expect(provider.warnings).toEqual([
        expect.stringMatching(
          /'deploy' of 'alice'.*identity provider.*with the login of 'alice' or of an administrator/,
        ),
      ]);
      expect(provider.warnings[0]).toContain("pulumi state delete URN");
    },
  );

  it.each(hindrances)(
    "%s stays without a warning where an administrator sees the list",
    async (_, hinder) => {
      const jenkins = await startJenkins();
      const token = await create(startProvider(passwordLogin(jenkins, "alice")));
      hinder(jenkins);
      const provider = startProvider(passwordLogin(jenkins, "admin"));
      expect(await refresh(provider, token)).toEqual(token);
      expect(provider.warnings).toEqual([]);
    },
  );
});
