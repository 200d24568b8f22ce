import { describe, expect, it } from "vitest";
import { failureOf } from "../../../support/lifecycleFailure.ts";
import { startGateway } from "../../../support/lifecycleGateway.ts";
import {
  passwordLogin,
  startJenkins,
  startProvider,
  tokenLogin,
  tokenNames,
} from "../../../support/lifecycleProvider.ts";
import { create, preview, refresh, update } from "../../../support/lifecycleResource.ts";

const versions = ["2.568.2", "2.541.3", "2.346.3"];

describe("a refresh", () => {
  it.each(versions)("changes nothing while all is well, on Jenkins %s", async (version) => {
    const jenkins = await startJenkins({ version });
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider);
    expect(await refresh(provider, token)).toEqual(token);
    expect(provider.warnings).toEqual([]);
  });

  it("needs no administrator: it asks with the token itself", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    expect(await refresh(startProvider(passwordLogin(jenkins, "svc")), token)).toEqual(token);
  });

  it("needs no working login of the provider while the token works", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    jenkins.setPassword("alice", "another-password-2");
    expect(await refresh(startProvider(passwordLogin(jenkins, "alice")), token)).toEqual(token);
  });

  it("finds a token gone that was revoked behind Pulumi's back", async () => {
    for (const login of [passwordLogin, tokenLogin]) {
      const jenkins = await startJenkins();
      const provider = startProvider(login(jenkins, "alice"));
      const token = await create(provider);
      jenkins.revokeToken("alice", token.id);
      expect(await refresh(provider, token)).toBeUndefined();
    }
  });

  it("finds a token gone whose user was deleted", async () => {
    const jenkins = await startJenkins({ adminCanGenerateNewTokens: true });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const token = await create(provider, { username: "alice", method: "rest" });
    jenkins.deleteUser("alice");
    expect(await refresh(provider, token)).toBeUndefined();
  });

  it.each(versions)(
    "shows a name changed in the UI, which the next up changes back, on %s",
    async (version) => {
      const jenkins = await startJenkins({ version });
      const provider = startProvider(passwordLogin(jenkins, "alice"));
      const token = await create(provider, { tokenName: "deploy" });
      jenkins.renameToken("alice", token.id, `späth "x" <b>`);
      const drifted = await refresh(provider, token);
      expect(drifted?.outs.tokenName).toBe(`späth "x" <b>`);
      if (!drifted) return;
      expect(await preview(provider, drifted, { tokenName: "deploy" })).toEqual({
        changes: true,
        replaces: [],
      });
      await update(provider, drifted, { tokenName: "deploy" });
      expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
    },
  );
});

describe("a refresh within an overlap", () => {
  it.each(versions)(
    "forgets a previous token that is gone, and nothing else, on Jenkins %s",
    async (version) => {
      const jenkins = await startJenkins({ version });
      const provider = startProvider(passwordLogin(jenkins, "alice"));
      const first = await create(provider, { version: 1, overlapDays: 7 });
      const second = await update(provider, first, { version: 2, overlapDays: 7 });
      expect(await refresh(provider, second)).toEqual(second);
      jenkins.revokeToken("alice", String(second.outs.previousTokenUuid));
      const { previousTokenUuid, previousTokenValue, previousRevokeOn, ...outs } = second.outs;
      expect((await refresh(provider, second))?.outs).toEqual(outs);
    },
  );
});

describe("a refresh that can't tell", () => {
  it("keeps the token and warns, where the provider's own login is refused too", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")), { tokenName: "deploy" });
    jenkins.revokeToken("alice", token.id);
    const provider = startProvider(passwordLogin(jenkins, "alice", "wrong-password-1"));
    expect(await refresh(provider, token)).toEqual(token);
    expect(provider.warnings).toEqual([
      expect.stringMatching(
        /refuses the token 'deploy' of 'alice', but .*the provider's own login 'alice' too\. .*kept/,
      ),
    ]);
  });

  it("keeps the token and warns, where Jenkins still lists what it refuses", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider, { tokenName: "deploy" });
    const outs = { ...token.outs, tokenValue: "11deadbeefdeadbeefdeadbeefdeadbeef" };
    expect((await refresh(provider, { ...token, outs }))?.id).toBe(token.id);
    expect(provider.warnings).toEqual([expect.stringContaining(`but still lists it (${token.id}).`)]);
  });

  it("keeps the token and warns, where something before Jenkins logs everybody in as somebody else", async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    const provider = startProvider(passwordLogin(gateway, "alice", "alice-pw"));
    const token = await create(provider, { tokenName: "deploy" });
    gateway.logInAs(`Basic ${Buffer.from("svc:svc-pw").toString("base64")}`, "");
    expect(await refresh(provider, token)).toEqual(token);
    expect(provider.warnings).toEqual([
      expect.stringMatching(/the token 'deploy' of 'alice' .* 'svc'.* It is kept in the state\.$/),
    ]);
  });

  it.each([
    ["can't be reached", /can't be reached/],
    ["is starting", /is still starting/],
    ["isn't there, but a proxy is", /unavailable \(502\)/],
  ])("fails where Jenkins %s, and forgets nothing", async (situation, message) => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider);
    const times = Number.POSITIVE_INFINITY;
    if (situation.includes("reached")) await jenkins.close();
    else if (situation.includes("starting")) jenkins.faults.add({ kind: "booting", statuses: [503], times });
    else jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect", times });
    expect((await failureOf(refresh(provider, token))).message).toMatch(message);
  });

  it("fails where something else answers in Jenkins' place", async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    const provider = startProvider(passwordLogin(gateway, "alice", "alice-pw"));
    const token = await create(provider);
    gateway.answer("/whoAmI/api/json", { status: 302, headers: { location: "https://sso.example.com/" } });
    const { message } = await failureOf(refresh(provider, token));
    expect(message).toContain("answers with a login page (https://sso.example.com/)");
  });
});
