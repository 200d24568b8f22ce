import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { actionsOf, startBuild, startJenkins } from "../../support/jenkins.ts";
import { expectFailure } from "../../support/lifecycleFailure.ts";
import { startGateway } from "../../support/lifecycleGateway.ts";
import { passwordLogin, startProvider, tokenNames } from "../../support/lifecycleProvider.ts";
import {
  checked,
  create,
  destroy,
  preview,
  refresh,
  update,
  userOf,
} from "../../support/lifecycleResource.ts";
import { replace } from "./steps.ts";

const unchanged = { changes: false, replaces: [] };

/** A token that alice clicked together in the web UI, as a program adopts it. */
function madeInWebUi(jenkins: EmbeddedJenkins, userId = "alice") {
  return { adopt: jenkins.generateToken(userId, "clicked together") };
}

describe("an adopted token", () => {
  it.each(["2.568.2", "2.541.3", "2.346.3", "2.138"])("is taken over as it is, on %s", async (version) => {
    const jenkins = await startJenkins({ version });
    const args = madeInWebUi(jenkins);
    const [before] = jenkins.tokens("alice");
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider, args);
    const { tokenUuid, tokenValue } = args.adopt;
    expect(token.id).toBe(tokenUuid);
    expect(token.outs).toMatchObject({
      tokenUuid,
      tokenValue,
      tokenName: "clicked together",
      method: "adopted",
    });
    expect(token.outs).toMatchObject({ username: "alice", url: jenkins.url });
    expect(await startBuild(jenkins.url, token.outs.username, token.outs.tokenValue)).toBe(201);
    expect(jenkins.tokens("alice")).toMatchObject([{ uuid: tokenUuid, name: before?.name }]);
    expect(actionsOf(jenkins)).toEqual(["build"]);
    expect(await preview(provider, token, args)).toEqual(unchanged);
  });

  it.each(["2.568.2", "2.346.3"])("gets the name that is asked for, on %s", async (version) => {
    const jenkins = await startJenkins({ version });
    const args = { ...madeInWebUi(jenkins), tokenName: "deploy" };
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider, args);
    expect(token.outs.tokenName).toBe("deploy");
    expect(jenkins.tokens("alice")).toMatchObject([{ uuid: token.id, name: "deploy" }]);
    expect(await userOf(jenkins, token)).toBe("alice");
  });

  it("of somebody else takes an administrator only where it is changed", async () => {
    const jenkins = await startJenkins();
    const args = { ...madeInWebUi(jenkins), username: "alice" };
    const svc = await create(startProvider(passwordLogin(jenkins, "svc")), args);
    expect(svc.outs.username).toBe("alice");
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const admin = await create(provider, { ...args, tokenName: "deploy" });
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
    await destroy(provider, admin);
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it("is taken at its word where its owner's page can't be seen, and its value is verified nonetheless", async () => {
    const jenkins = await startJenkins();
    const args = madeInWebUi(jenkins);
    const gateway = await startGateway(jenkins);
    gateway.respond("/security/", { status: 403, body: "<h1>Not for programs</h1>" });
    const provider = startProvider(passwordLogin(gateway, "alice", "alice-pw"));
    const token = await create(provider, { ...args, tokenName: "deploy" });
    expect(token.outs).toMatchObject({ ...args.adopt, tokenName: "deploy" });
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
    await destroy(provider, token);
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it("is renamed, and renamed back when somebody renames it in the web UI", async () => {
    const jenkins = await startJenkins();
    const args = madeInWebUi(jenkins);
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const renamed = await update(provider, await create(provider, args), { ...args, tokenName: "deploy" });
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
    jenkins.renameToken("alice", renamed.id, "by hand");
    const seen = await refresh(provider.next(), renamed);
    if (!seen) throw new Error("it should be there");
    await update(provider.next(), seen, { ...args, tokenName: "deploy" });
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
    expect(await userOf(jenkins, renamed)).toBe("alice");
  });

  it("keeps the name that somebody gave it in the web UI, where the program asks for none", async () => {
    const jenkins = await startJenkins();
    const args = madeInWebUi(jenkins);
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider, args);
    jenkins.renameToken("alice", token.id, "by hand");
    const seen = await refresh(provider.next(), token);
    if (!seen) throw new Error("it should be there");
    expect(seen.outs.tokenName).toBe("by hand");
    expect(await preview(provider.next(), seen, args)).toEqual(unchanged);
  });

  it("may be forgotten by the program: nothing changes", async () => {
    const jenkins = await startJenkins();
    const args = madeInWebUi(jenkins);
    const token = await create(startProvider(passwordLogin(jenkins, "alice")), args);
    const later = startProvider(passwordLogin(jenkins, "alice"));
    expect(await preview(later, token, {})).toEqual(unchanged);
    const inputs = await checked(later, {}, token.inputs);
    // What the program doesn't give, it doesn't mark as a secret either.
    expect(inputs).not.toHaveProperty("adopt");
    expect(await preview(later, { ...token, inputs }, {})).toEqual(unchanged);
    expect(await preview(later, { ...token, inputs }, args)).toEqual(unchanged);
    await destroy(later, await update(later, { ...token, inputs }, { tokenName: "deploy" }));
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it("is missing for refresh when it was revoked in the web UI, and not adopted again", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const args = madeInWebUi(jenkins);
    const token = await create(provider, args);
    jenkins.revokeToken("alice", token.id);
    expect(await refresh(provider.next(), token)).toBeUndefined();
    await expectFailure(create(provider.next(), args), "adoptUnknown", "remove `adopt`");
    expect((await create(provider.next(), {})).outs.method).toBe("rest");
  });

  it("that was revoked is an error in the preview that checks it, while adopt is in the program", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const args = { ...madeInWebUi(jenkins), verifyOn: "up" };
    const token = await create(provider, args);
    jenkins.revokeToken("alice", token.id);
    await expectFailure(preview(provider.next(), token, args), "adoptLost", token.id, "Take `adopt` out");
    expect((await preview(provider.next(), token, { verifyOn: "up" })).replaces).toEqual(["tokenUuid"]);
  });

  it("has the expiry that somebody chose in the web UI, with a warning before and an error after that day", async () => {
    let today = "2026-11-22";
    const now = () => new Date(`${today}T12:00:00Z`);
    const jenkins = await startJenkins({ clock: { now } });
    const adopt = jenkins.generateToken("alice", "clicked together", { expirationDate: "2026-11-30" });
    const provider = startProvider(passwordLogin(jenkins, "alice"), { now });
    const token = await create(provider, { adopt });
    expect(token.outs.expiresOn).toBe("2026-11-30");
    const soon = provider.next();
    expect(await preview(soon, token, { adopt })).toEqual(unchanged);
    expect(soon.warnings).toEqual([expect.stringContaining("expires on 2026-11-30 (in 8 days)")]);
    today = "2026-12-01";
    const over = provider.next();
    expect(await refresh(over, token)).toEqual(token);
    expect(over.warnings).toEqual([expect.stringContaining("has expired")]);
    await expectFailure(preview(over, token, { adopt }), "adoptLost", "it expired on 2026-11-30");
    await replace(provider.next(), token, {});
    expect(jenkins.tokens("alice")).toMatchObject([{ name: "clicked together", expirationDate: null }]);
  });

  it("adopted before its expiry was read gets it by a refresh", async () => {
    const now = () => new Date("2026-11-22T12:00:00Z");
    const jenkins = await startJenkins({ clock: { now } });
    const adopt = jenkins.generateToken("alice", "clicked together", { expirationDate: "2026-11-30" });
    const provider = startProvider(passwordLogin(jenkins, "alice"), { now });
    const { outs, ...token } = await create(provider, { adopt });
    const { expiresOn, ...before } = outs;
    const seen = await refresh(provider.next(), { ...token, outs: before });
    expect(seen?.outs).toEqual(outs);
    expect(await preview(provider.next(), { ...token, outs }, { adopt })).toEqual(unchanged);
  });

  it("that has expired already is not adopted", async () => {
    const clock = { now: () => new Date("2026-11-22T12:00:00Z") };
    const jenkins = await startJenkins({ clock });
    const adopt = jenkins.generateToken("alice", "clicked together", { expirationDate: "2026-11-22" });
    clock.now = () => new Date("2026-11-23T12:00:00Z");
    const creating = create(startProvider(passwordLogin(jenkins, "alice"), clock), { adopt });
    await expectFailure(creating, "adoptLost", "it has expired");
    expect(jenkins.refusedLogins()).toEqual([]);
  });

  it("is revoked by destroy", async () => {
    const jenkins = await startJenkins();
    jenkins.generateToken("alice", "another one");
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider, madeInWebUi(jenkins));
    await destroy(provider, token);
    expect(await userOf(jenkins, token)).toBeUndefined();
    expect(tokenNames(jenkins, "alice")).toEqual(["another one"]);
  });

  it("is revoked and another one adopted, when the program names another one", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const first = await create(provider, madeInWebUi(jenkins));
    const other = madeInWebUi(jenkins);
    const second = await replace(provider.next(), first, other);
    expect(second.outs.tokenUuid).toBe(other.adopt.tokenUuid);
    expect(jenkins.tokens("alice").map(({ uuid }) => uuid)).toEqual([second.id]);
    expect(await userOf(jenkins, second)).toBe("alice");
  });

  it("is a token that the resource has created itself: nothing to do", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider, {});
    const { tokenUuid, tokenValue } = token.outs;
    expect(await preview(provider, token, { adopt: { tokenUuid, tokenValue } })).toEqual(unchanged);
  });
});
