import { describe, expect, it } from "vitest";
import { startJenkins } from "../../support/jenkins.ts";
import { expectFailure } from "../../support/lifecycleFailure.ts";
import { startGateway } from "../../support/lifecycleGateway.ts";
import { passwordLogin, startProvider, tokenNames } from "../../support/lifecycleProvider.ts";
import { create, destroy, preview, refresh, update, userOf } from "../../support/lifecycleResource.ts";

describe("a controller with another URL", () => {
  it("is the same one where it lists the token: the URL changes in place", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    const gateway = await startGateway(jenkins);
    const provider = startProvider(passwordLogin(gateway, "alice", "alice-pw"));
    expect(await preview(provider, token)).toEqual({ changes: true, replaces: [] });
    const moved = await update(provider, token);
    expect(moved.outs).toEqual({ ...token.outs, url: gateway.url });
    expect(await userOf(gateway, moved)).toBe("alice");
    expect(await preview(provider, moved)).toEqual({ changes: false, replaces: [] });
  });

  it("is another one where it does not list the token: the token is replaced", async () => {
    const [old, other] = [await startJenkins(), await startJenkins()];
    const token = await create(startProvider(passwordLogin(old, "alice")));
    const provider = startProvider(passwordLogin(other, "alice"));
    expect(await preview(provider, token)).toEqual({ changes: true, replaces: ["url"] });
    expect(tokenNames(old, "alice")).toHaveLength(1);
  });

  it("is another one where another token of the same chosen value works: nothing of the old one is forgotten", async () => {
    const [old, other] = [await startJenkins(), await startJenkins()];
    const args = { fixedValue: `11${"0123456789abcdef".repeat(2)}`, tokenName: "fleet" };
    const token = await create(startProvider(passwordLogin(old, "alice")), args);
    const provider = startProvider(passwordLogin(other, "alice"));
    await create(provider, args);
    expect(await preview(provider, token, args)).toEqual({ changes: true, replaces: ["url"] });
    expect(await refresh(provider, token)).toEqual(token);
    await destroy(provider, token);
    expect([old, other].map((jenkins) => tokenNames(jenkins, "alice"))).toEqual([[], ["fleet"]]);
  });

  it("replaces nothing where it can't be reached", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    const gone = await startJenkins();
    await gone.close();
    const provider = startProvider(passwordLogin(gone, "alice"));
    await expectFailure(preview(provider, token), "unreachable", gone.url);
  });

  it("replaces nothing where it is still starting", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    const gateway = await startGateway(jenkins);
    jenkins.faults.add({ kind: "booting", statuses: [401, 503], times: Number.POSITIVE_INFINITY });
    const provider = startProvider(passwordLogin(gateway, "alice", "alice-pw"));
    await expectFailure(preview(provider, token), "starting");
  });

  it("replaces nothing where something else than Jenkins responds", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    const gateway = await startGateway(jenkins);
    gateway.respond("", { status: 200, body: "<html><h1>It works!</h1></html>" });
    const provider = startProvider(passwordLogin(gateway, "alice", "alice-pw"));
    expect(await preview(provider, token)).toEqual({ changes: true, replaces: [] });
    await expectFailure(update(provider, token), "unexpectedResponse");
  });

  it("is another one where it shows another identity, although it lists the token, as a copy does", async () => {
    const jenkins = await startJenkins({ instanceIdentity: "original" });
    const copy = await startJenkins({ instanceIdentity: "copy" });
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    copy.generateToken("alice", "copied", { copyOf: token.outs });
    const provider = startProvider(passwordLogin(copy, "alice"));
    expect(await preview(provider, token)).toEqual({ changes: true, replaces: ["url"] });
    expect(provider.warnings).toEqual([expect.stringContaining("another identity")]);
  });

  it("never gets the token from a preview or a refresh, and from an update only where a Jenkins is", async () => {
    const [jenkins, other] = [await startJenkins(), await startJenkins()];
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    const provider = startProvider(passwordLogin(other, "svc"));
    await preview(provider, token);
    await refresh(provider, token);
    expect(other.logins().filter(({ user }) => user === "alice")).toEqual([]);
    await expectFailure(update(provider, token), "notAtNewUrl", "bump `version`");
    expect(other.logins().filter(({ user }) => user === "alice")).toHaveLength(1);
  });

  it("revokes the token with today's URL and credential", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    const gateway = await startGateway(jenkins);
    jenkins.setPassword("alice", "another-password-2");
    await destroy(startProvider(passwordLogin(gateway, "alice", "another-password-2")), token);
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });
});
