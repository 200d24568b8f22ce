import { describe, expect, it } from "vitest";
import { type EmbeddedJenkinsOptions, refusePath } from "../../../emulator/index.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { expectFailure } from "../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider, tokenNames } from "../../support/lifecycleProvider.ts";
import { create, destroy, preview, refresh, update, userOf } from "../../support/lifecycleResource.ts";
import { replace } from "../methods/steps.ts";

const admin = { id: "admin", password: "admin-pw", administrator: true };
const small = { id: "svc", password: "svc-pw" };
const capital = { id: "SVC", password: "SVC-pw" };

/** A token of `svc`; in a case-sensitive realm with `SVC` too, unless the options say otherwise. */
async function ofSmall(options: EmbeddedJenkinsOptions = {}, args: object = { username: "svc" }) {
  const users = [admin, small, capital];
  const jenkins = await startJenkins({ users, caseSensitiveUsers: true, ...options });
  const token = await create(startProvider(passwordLogin(jenkins, "svc")), { tokenName: "deploy", ...args });
  return { jenkins, token, as: (user: string) => startProvider(passwordLogin(jenkins, user)) };
}

const ofCapital = { username: "SVC", tokenName: "deploy" };
const replaced = { changes: true, replaces: ["username"] };
const unchanged = { changes: false, replaces: [] };

describe("a user ID that the program writes in another case", () => {
  it("is another user in a case-sensitive realm: the token is replaced", async () => {
    const { jenkins, token, as } = await ofSmall();
    expect(await preview(as("admin"), token, ofCapital)).toEqual(replaced);
    const next = await replace(as("admin"), token, ofCapital);
    expect(await userOf(jenkins, next)).toBe("SVC");
    expect([tokenNames(jenkins, "svc"), tokenNames(jenkins, "SVC")]).toEqual([[], ["deploy"]]);
    expect(jenkins.refusedLogins()).toEqual([]);
  });

  it("is the same user elsewhere: nothing changes, and a new name is given in place", async () => {
    const { jenkins, token, as } = await ofSmall({ users: [admin, small], caseSensitiveUsers: false });
    expect(await preview(as("admin"), token, ofCapital)).toEqual(unchanged);
    const renamed = await update(as("admin"), token, { username: "SVC", tokenName: "release" });
    await destroy(as("admin"), renamed);
    expect(tokenNames(jenkins, "svc")).toEqual([]);
  });

  it("takes two requests a process, for any number of tokens, and none where the case is the same", async () => {
    const { jenkins, token, as } = await ofSmall();
    const other = await create(as("svc"), { username: "svc" }, "other");
    const provider = as("admin");
    jenkins.clearRequests();
    for (const resource of [token, other]) await preview(provider, resource, ofCapital);
    expect(jenkins.requests.map(({ path }) => path)).toEqual(["/user/svc/api/json", "/user/SVC/api/json"]);
    jenkins.clearRequests();
    expect(await preview(as("admin"), token, { username: "svc", tokenName: "deploy" })).toEqual(unchanged);
    expect(jenkins.requests).toEqual([]);
  });

  it("takes no request in a refresh, where no program has declared the token", async () => {
    const { jenkins, token, as } = await ofSmall({ users: [admin, small], caseSensitiveUsers: false });
    jenkins.clearRequests();
    const news = { ...token.inputs, username: "SVC" };
    expect(await as("admin").diff(token.id, token.outs, news)).toEqual(unchanged);
    expect(jenkins.requests).toEqual([]);
  });

  it("is another user also where there is none yet: the error names the user, and the token stays", async () => {
    const { jenkins, token, as } = await ofSmall({ users: [admin, small] });
    await expectFailure(replace(as("admin"), token, ofCapital), "unknownUser", "'SVC'");
    expect(await userOf(jenkins, token)).toBe("svc");
  });

  it.each([
    ["a proxy closes the API of users", { gateways: [refusePath(/\/user\/\w+\/api\/json$/)] }],
    ["the controller is down", undefined],
  ])("changes nothing where Jenkins cannot be asked: %s", async (_, options) => {
    const { jenkins, token } = await ofSmall(options);
    if (!options) await jenkins.close();
    const settings = { ...passwordLogin(jenkins, "admin"), "jenkins:maxRetries": "0" };
    expect(await preview(startProvider(settings), token, ofCapital)).toEqual(unchanged);
  });
});

describe("a login whose user ID differs from the owner's in case alone, in a case-sensitive realm", () => {
  it("makes `--replace` fail where the program names no owner", async () => {
    const { jenkins, token, as } = await ofSmall({}, {});
    const provider = as("SVC");
    await create(provider, { tokenName: "deploy" }, token.name);
    await expectFailure(destroy(provider, token), "ownerChanged", "'svc'", "'SVC'", 'username: "svc"');
    expect(await userOf(jenkins, token)).toBe("svc");
  });

  it("reads the owner's list with the token itself, and keeps one that is refused", async () => {
    const { jenkins, token, as } = await ofSmall();
    expect(await refresh(as("SVC"), token)).toEqual(token);
    jenkins.setOicSession("svc", "providerDown");
    const provider = as("SVC");
    expect(await refresh(provider, token)).toEqual(token);
    expect(provider.warnings).toEqual([expect.stringContaining("It is kept in the state")]);
  });
});
