import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { expectFailure } from "../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider, tokenNames } from "../../support/lifecycleProvider.ts";
import { create, preview, update, userOf } from "../../support/lifecycleResource.ts";
import { replace } from "./steps.ts";

const unchanged = { changes: false, replaces: [] };

function startAsAlice(jenkins: EmbeddedJenkins) {
  return startProvider(passwordLogin(jenkins, "alice"));
}

/** A program that adopts a token of the web UI, in any version. */
async function adopted(more: object = {}) {
  const jenkins = await startJenkins();
  const adopt = jenkins.generateToken("alice", "clicked together");
  const args = (version: number) => ({ adopt, version, ...more });
  return { jenkins, args, token: await create(startAsAlice(jenkins), args(1)) };
}

describe("rotating an adopted token", () => {
  it("creates a new one of the same name and revokes the adopted one, while adopt is in the program", async () => {
    const { jenkins, args, token } = await adopted();
    const provider = startAsAlice(jenkins);
    const rotated = await replace(provider, token, args(2));
    expect(rotated.id).not.toBe(token.id);
    expect(rotated.outs).toMatchObject({ tokenName: "clicked together", method: "rest" });
    expect(await userOf(jenkins, token)).toBeUndefined();
    expect(await userOf(jenkins, rotated)).toBe("alice");
    expect(jenkins.tokens("alice")).toMatchObject([{ uuid: rotated.id, name: "clicked together" }]);
    expect(await preview(startAsAlice(jenkins), rotated, args(2))).toEqual(unchanged);
  });

  it("goes on for any number of times, with and without adopt in the program", async () => {
    const { jenkins, args, token } = await adopted();
    const second = await replace(startAsAlice(jenkins), token, args(2));
    const third = await replace(startAsAlice(jenkins), second, args(3));
    const fourth = await replace(startAsAlice(jenkins), third, { version: 4 });
    const fifth = await replace(startAsAlice(jenkins), fourth, { version: 5 });
    expect(jenkins.tokens("alice").map(({ uuid }) => uuid)).toEqual([fifth.id]);
    expect(await userOf(jenkins, fifth)).toBe("alice");
    expect(await preview(startAsAlice(jenkins), fifth, { version: 5 })).toEqual(unchanged);
  });

  it("gives the name that is asked for", async () => {
    const { jenkins, args, token } = await adopted();
    const rotated = await replace(startAsAlice(jenkins), token, { ...args(2), tokenName: "deploy" });
    expect(rotated.outs.tokenName).toBe("deploy");
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
  });

  it("isn't what `pulumi up --replace` does while adopt is in the program: the token is adopted again", async () => {
    const { jenkins, args, token } = await adopted();
    const provider = startAsAlice(jenkins);
    // The engine asks for no difference then, and tells check nothing of what is there.
    const again = await create(provider, args(1));
    await provider.delete(token.id, token.outs);
    expect(again.id).toBe(token.id);
    expect(await userOf(jenkins, again)).toBe("alice");
  });

  it("creates a new one where the engine deletes the adopted one first", async () => {
    const { jenkins, args, token } = await adopted();
    const provider = startAsAlice(jenkins);
    await provider.delete(token.id, token.outs);
    const anew = await create(provider, args(1));
    expect(anew.outs).toMatchObject({ tokenName: "clicked together", method: "rest" });
    expect(jenkins.tokens("alice").map(({ uuid }) => uuid)).toEqual([anew.id]);
    expect(await preview(startAsAlice(jenkins), anew, args(1))).toEqual(unchanged);
  });

  it("keeps the adopted one active for the days of overlap", async () => {
    const { jenkins, args, token } = await adopted({ overlapDays: 7 });
    const provider = startAsAlice(jenkins);
    const rotated = await update(provider, token, args(2));
    expect(rotated.outs.previousTokenUuid).toBe(token.id);
    expect(await userOf(jenkins, token)).toBe("alice");
    expect(await userOf(jenkins, rotated)).toBe("alice");
    expect(await preview(provider, rotated, args(2))).toEqual(unchanged);
    const again = await update(startAsAlice(jenkins), rotated, args(3));
    expect(await userOf(jenkins, token)).toBeUndefined();
    expect(await userOf(jenkins, again)).toBe("alice");
    await provider.delete(again.id, again.outs);
    expect(jenkins.tokens("alice")).toEqual([]);
  });
});

describe("one token and two resources", () => {
  it("is an error for the second, which names the first's token and changes nothing", async () => {
    const { jenkins, args, token } = await adopted();
    const provider = startAsAlice(jenkins);
    await preview(provider, token, args(1));
    await expectFailure(create(provider, args(1), "another"), "adoptTaken", token.id);
    const both = startAsAlice(jenkins);
    const results = await Promise.allSettled([create(both, args(1)), create(both, args(1))]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await userOf(jenkins, token)).toBe("alice");
    expect(tokenNames(jenkins, "alice")).toEqual(["clicked together"]);
  });

  it("is passed on when the resource gets another name in the program", async () => {
    const { jenkins, args, token } = await adopted();
    const provider = startAsAlice(jenkins);
    const renamed = await create(provider, args(1), "another");
    await provider.delete(token.id, token.outs);
    expect(await userOf(jenkins, renamed)).toBe("alice");
    expect(tokenNames(jenkins, "alice")).toEqual(["clicked together"]);
  });

  it("is not an error where the other one is on a clone of the controller", async () => {
    const [jenkins, clone] = [await startJenkins(), await startJenkins()];
    const provider = startProvider({});
    const adopt = jenkins.generateToken("alice", "clicked together");
    clone.generateToken("alice", "clicked together", { copyOf: adopt });
    for (const { url } of [jenkins, clone]) {
      const connection = { url, username: "alice", password: "alice-pw" };
      const token = await create(provider, { connection, adopt });
      expect(token.id).toBe(adopt.tokenUuid);
    }
  });

  it("may be retried after a failure", async () => {
    const jenkins = await startJenkins();
    const adopt = jenkins.generateToken("alice", "clicked together");
    const provider = startAsAlice(jenkins);
    const wrong = { adopt: { ...adopt, tokenValue: `11${"0".repeat(32)}` } };
    await expect(create(provider, wrong)).rejects.toThrow("can't be adopted");
    expect((await create(provider, { adopt })).id).toBe(adopt.tokenUuid);
  });
});
