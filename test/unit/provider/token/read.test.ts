import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../../emulator/index.ts";
import { startJenkins } from "../../../support/jenkins.ts";
import { startGateway } from "../../../support/lifecycleGateway.ts";
import { passwordLogin, startProvider, tokenLogin, tokenNames } from "../../../support/lifecycleProvider.ts";
import { create, preview, refresh, update } from "../../../support/lifecycleResource.ts";

const versions = ["2.568.2", "2.541.3", "2.346.3"];

describe("a refresh", () => {
  it.each(versions)("changes nothing where all is well, on Jenkins %s", async (version) => {
    const jenkins = await startJenkins({ version });
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider);
    expect(await refresh(provider.next(), token)).toEqual(token);
    expect(provider.warnings).toEqual([]);
  });

  it("needs no administrator: the token itself may see the list", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    const provider = startProvider(passwordLogin(jenkins, "svc"));
    expect(await refresh(provider, token)).toEqual(token);
    expect(provider.warnings).toEqual([]);
  });

  it.each([
    ["a password", passwordLogin],
    ["an API token", tokenLogin],
  ])("finds a token missing that was revoked outside Pulumi, with %s", async (_, login) => {
    const jenkins = await startJenkins();
    const provider = startProvider(login(jenkins, "alice"));
    const token = await create(provider);
    jenkins.revokeToken("alice", token.id);
    expect(await refresh(provider.next(), token)).toBeUndefined();
  });

  it("finds a token missing whose user was deleted", async () => {
    const jenkins = await startJenkins({ adminCanGenerateNewTokens: true });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const token = await create(provider, { username: "alice", method: "rest" });
    jenkins.deleteUser("alice");
    expect(await refresh(provider.next(), token)).toBeUndefined();
  });

  it.each(versions)(
    "shows a name changed in the UI, which the next up changes back, on %s",
    async (version) => {
      const jenkins = await startJenkins({ version });
      const provider = startProvider(passwordLogin(jenkins, "alice"));
      const token = await create(provider, { tokenName: "deploy" });
      jenkins.renameToken("alice", token.id, `späth "x" <b>`);
      const drifted = await refresh(provider.next(), token);
      expect(drifted?.outs.tokenName).toBe(`späth "x" <b>`);
      if (!drifted) return;
      const up = provider.next();
      expect(await preview(up, drifted, { tokenName: "deploy" })).toEqual({ changes: true, replaces: [] });
      await update(up, drifted, { tokenName: "deploy" });
      expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
    },
  );
});

describe("a refresh within an overlap", () => {
  it.each(versions)("forgets a previous token that is missing, and nothing else, on %s", async (version) => {
    const jenkins = await startJenkins({ version });
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const first = await create(provider, { version: 1, overlapDays: 7 });
    const second = await update(provider, first, { version: 2, overlapDays: 7 });
    expect(await refresh(provider.next(), second)).toEqual(second);
    jenkins.revokeToken("alice", String(second.outs.previousTokenUuid));
    const { previousTokenUuid, previousTokenValue, previousRevokeOn, ...outs } = second.outs;
    expect((await refresh(provider.next(), second))?.outs).toEqual(outs);
  });
});

describe("a refresh that can't see the token list", () => {
  const always = { times: Number.POSITIVE_INFINITY };
  const failing: [string, RegExp, (jenkins: EmbeddedJenkins) => unknown][] = [
    ["Jenkins can't be reached", /can't be reached/, (jenkins) => jenkins.close()],
    [
      "Jenkins is starting",
      /is still starting/,
      (jenkins) => jenkins.faults.add({ kind: "booting", statuses: [503], ...always }),
    ],
    [
      "a proxy can't reach Jenkins",
      /unavailable \(502\)/,
      (jenkins) => jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect", ...always }),
    ],
  ];
  it.each(failing)("keeps the token with a warning where %s", async (_, reason, fail) => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")), { tokenName: "deploy" });
    await fail(jenkins);
    const provider = startProvider({ ...passwordLogin(jenkins, "alice"), "jenkins:maxRetries": "1" });
    expect(await refresh(provider, token)).toEqual(token);
    expect(provider.warnings).toEqual([expect.stringMatching(reason)]);
    expect(provider.warnings[0]).toMatch(/^The token 'deploy' of 'alice' .*It is kept in the state/);
  });

  it("takes the token's own word where the provider's login is refused", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    const provider = startProvider(passwordLogin(jenkins, "alice", "another-password-2"));
    expect(await refresh(provider, token)).toEqual(token);
    expect(provider.warnings).toEqual([]);
  });

  it("keeps a token that is refused where the provider's own login is refused too", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")), { tokenName: "deploy" });
    jenkins.revokeToken("alice", token.id);
    const provider = startProvider(passwordLogin(jenkins, "alice", "wrong-password-1"));
    expect(await refresh(provider, token)).toEqual(token);
    expect(provider.warnings).toEqual([
      expect.stringMatching(/refuses the token \(401\), and the provider's own login 'alice' too\. .*kept/),
    ]);
  });

  it("keeps a token where a gateway logs everybody in as somebody else", async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    const provider = startProvider(passwordLogin(gateway, "alice", "alice-pw"));
    const token = await create(provider, { tokenName: "deploy" });
    gateway.logInAs(`Basic ${Buffer.from("svc:svc-pw").toString("base64")}`, "");
    const later = provider.next();
    expect(await refresh(later, token)).toEqual(token);
    expect(later.warnings).toEqual([
      expect.stringMatching(/token for one of 'svc'.* It is kept in the state/),
    ]);
  });

  it("keeps a token where a gateway leads to its own login page", async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    const provider = startProvider(passwordLogin(gateway, "alice", "alice-pw"));
    const token = await create(provider);
    gateway.respond("", { status: 302, headers: { location: "https://sso.example.com/" } });
    const later = provider.next();
    expect(await refresh(later, token)).toEqual(token);
    expect(later.warnings).toEqual([expect.stringContaining("https://sso.example.com/")]);
  });
});
