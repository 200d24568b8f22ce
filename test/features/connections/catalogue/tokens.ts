import type { JenkinsErrorCode } from "../../../../provider/errors/catalogue.ts";
import { failureOf } from "../../../support/lifecycleFailure.ts";
import { startGateway } from "../../../support/lifecycleGateway.ts";
import { passwordLogin, startJenkins, startProvider } from "../../../support/lifecycleProvider.ts";
import { checked, create, destroy, preview, update } from "../../../support/lifecycleResource.ts";
import { basic } from "../../../unit/emulator/client.ts";
import { type Situation, upFailure } from "./up.ts";

const fixedValue = `11${"ab".repeat(16)}`;

/** An up that adopts a token made in the web UI for `owner`, with what is said of it changed. */
async function adoptFailure(owner: string, change: object): Promise<Error> {
  const jenkins = await startJenkins();
  const { tokenUuid, tokenValue } = jenkins.generateToken(owner, "by hand");
  return upFailure(jenkins, { args: { adopt: { tokenUuid, tokenValue, ...change } } });
}

/** What can be wrong with a token, or with the Jenkins that it is for. */
export const tokens = {
  noTokenApi: async () => upFailure(await startJenkins({ version: "2.107" }), { args: { method: "rest" } }),
  fixedValueNotSupported: async () =>
    upFailure(await startJenkins({ version: "2.138" }), { args: { fixedValue } }),
  expiryNotSupported: async () =>
    upFailure(await startJenkins({ version: "2.541.3" }), { args: { expiresInDays: 30 } }),
  expiryInThePast: async () => {
    const now = () => new Date("2026-11-22T10:00:00Z");
    const jenkins = await startJenkins({ clock: { now: () => new Date("2026-12-24T10:00:00Z") } });
    return upFailure(jenkins, { args: { expiresOn: "2026-12-22" }, host: { now } });
  },
  legacyDisabled: async () => upFailure(await startJenkins(), { args: { method: "legacy" } }),
  legacyHidden: async () => {
    const jenkins = await startJenkins({ version: "2.107" });
    const settings = passwordLogin(jenkins, "admin");
    return upFailure(jenkins, { settings, args: { username: "alice", method: "legacy" } });
  },
  legacyTaken: async () => {
    const provider = startProvider(passwordLogin(await startJenkins({ version: "2.107" }), "alice"));
    await create(provider);
    return failureOf(create(provider));
  },
  adoptTaken: async () => {
    const jenkins = await startJenkins();
    const { tokenUuid, tokenValue } = jenkins.generateToken("alice", "by hand");
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    await create(provider, { adopt: { tokenUuid, tokenValue } });
    return failureOf(create(provider, { adopt: { tokenUuid, tokenValue } }));
  },
  connectedController: async () => {
    const jenkins = await startJenkins({ cloudBees: "connectedController" });
    return upFailure(jenkins, { settings: passwordLogin(jenkins, "admin") });
  },
  adoptRefused: () => adoptFailure("alice", { tokenValue: fixedValue }),
  adoptWrongOwner: async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    const { tokenUuid, tokenValue } = jenkins.generateToken("alice", "by hand");
    gateway.logInAs(basic("svc", "svc-pw").Authorization, "/whoAmI/api/json");
    return upFailure(gateway, { args: { adopt: { tokenUuid, tokenValue } } });
  },
  adoptLost: async () => {
    const jenkins = await startJenkins();
    const { tokenUuid, tokenValue } = jenkins.generateToken("alice", "by hand");
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const args = { adopt: { tokenUuid, tokenValue }, verifyOn: "up" };
    const resource = await create(provider, args);
    jenkins.revokeToken("alice", tokenUuid);
    return failureOf(preview(provider.next(), resource, args));
  },
  adoptUnknown: () => adoptFailure("alice", { tokenUuid: "ebcf72f5-67df-481e-950f-55c16383b3ce" }),
  tokenNotFound: async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const resource = await create(provider);
    jenkins.revokeToken("alice", resource.id);
    return failureOf(update(provider, resource, { tokenName: "another name" }));
  },
  notAtNewUrl: async () => {
    const [jenkins, other] = [await startJenkins(), await startJenkins()];
    const resource = await create(startProvider(passwordLogin(jenkins, "alice")));
    return failureOf(update(startProvider(passwordLogin(other, "svc")), resource));
  },
  stateInvalid: async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const resource = await create(provider);
    return failureOf(provider.delete(resource.id, { ...resource.outs, createdAt: "yesterday", url: 5 }));
  },
  ownerChanged: async () => {
    const jenkins = await startJenkins();
    const resource = await create(startProvider(passwordLogin(jenkins, "alice")), { tokenName: "deploy" });
    const asSvc = startProvider(passwordLogin(jenkins, "svc"));
    await create(asSvc, {}, resource.name);
    return failureOf(destroy(asSvc, resource));
  },
  tokenRefused: async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "booting", statuses: [401], path: /whoAmI/ });
    return upFailure(jenkins);
  },
  wrongOwner: async () => {
    const gateway = await startGateway(await startJenkins());
    gateway.logInAs(basic("svc", "svc-pw").Authorization, "/whoAmI/api/json");
    return upFailure(gateway);
  },
  tokenNotVerified: async () => {
    const gateway = await startGateway(await startJenkins());
    gateway.answer("/whoAmI/api/json", { status: 502, body: "Bad Gateway" });
    return upFailure(gateway);
  },
  generateOutcomeUnknown: async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "reset", when: "afterEffect", path: /generateNewToken/ });
    return upFailure(jenkins);
  },
  revokeOutcomeUnknown: async () => {
    const jenkins = await startJenkins();
    const provider = startProvider({ ...passwordLogin(jenkins, "alice"), "jenkins:maxRetries": "0" });
    const resource = await create(provider);
    jenkins.faults.add({
      kind: "status",
      status: 502,
      when: "beforeEffect",
      path: /whoAmI|security\/$/,
      times: 2,
    });
    return failureOf(destroy(provider, resource));
  },
  stillActive: async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    gateway.answer("/revoke", { status: 200 });
    const provider = startProvider(passwordLogin(gateway, "alice"));
    return failureOf(destroy(provider, await create(provider)));
  },
  ownCredential: async () => {
    const { url, ...jenkins } = await startJenkins();
    const resource = await create(startProvider(passwordLogin({ url }, "alice")));
    const { tokenValue } = resource.outs;
    const own = { "jenkins:url": url, "jenkins:username": "alice", "jenkins:apiToken": tokenValue };
    const provider = startProvider(own);
    // An up that replaces the token, with what was the login of the one before.
    await checked(provider, { version: 2 }, resource.inputs);
    const error = await failureOf(destroy(provider, resource));
    if (jenkins.tokens("alice").length !== 1) throw new Error("the login was revoked");
    return error;
  },
} satisfies Partial<Record<JenkinsErrorCode, Situation>>;
