import { describe, expect, it } from "vitest";
import { failureOf } from "../../support/lifecycleFailure.ts";
import { startGateway } from "../../support/lifecycleGateway.ts";
import { passwordLogin, startJenkins, startProvider, tokenNames } from "../../support/lifecycleProvider.ts";
import { create, destroy, preview, refresh, update, userOf } from "../../support/lifecycleResource.ts";

describe("a controller with another address", () => {
  it("is the same one where the token works there: the address changes in place", async () => {
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

  it("is another one where the token doesn't work: the token is replaced", async () => {
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
    const { message } = await failureOf(preview(provider, token));
    expect(message).toContain(`Jenkins at ${gone.url} can't be reached`);
  });

  it("replaces nothing where it is still starting", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    const gateway = await startGateway(jenkins);
    jenkins.faults.add({ kind: "booting", statuses: [401, 503], times: Number.POSITIVE_INFINITY });
    const provider = startProvider(passwordLogin(gateway, "alice", "alice-pw"));
    const { message } = await failureOf(preview(provider, token));
    expect(message).toContain("is still starting");
  });

  it("replaces nothing where something else than Jenkins answers", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    const gateway = await startGateway(jenkins);
    gateway.answer("/whoAmI/api/json", { status: 200, body: "<html><h1>It works!</h1></html>" });
    const provider = startProvider(passwordLogin(gateway, "alice", "alice-pw"));
    await failureOf(preview(provider, token));
  });

  it("revokes the token with today's address and credential", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    const gateway = await startGateway(jenkins);
    jenkins.setPassword("alice", "another-password-2");
    await destroy(startProvider(passwordLogin(gateway, "alice", "another-password-2")), token);
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });
});
