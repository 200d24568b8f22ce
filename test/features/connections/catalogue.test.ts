import { describe, expect, it } from "vitest";
import { createAuthority } from "../../../emulator/certificates.ts";
import { refuseEncodedSlash } from "../../../emulator/index.ts";
import { type JenkinsErrorCode, jenkinsErrorCodes } from "../../../provider/errors/catalogue.ts";
import type { Host } from "../../../provider/token/index.ts";
import { basic, startJenkins } from "../../support/jenkins.ts";
import { failureOf } from "../../support/lifecycleFailure.ts";
import { type GatewayResponse, startGateway } from "../../support/lifecycleGateway.ts";
import { passwordLogin, type Settings, startProvider, tokenLogin } from "../../support/lifecycleProvider.ts";
import { checked, create, destroy, preview, update } from "../../support/lifecycleResource.ts";
import {
  closedPort,
  startProxy,
  startTcpServer,
  startTlsJenkins,
  startWebServer,
} from "../../support/network.ts";
import { toStable } from "../../support/stableText.ts";

/** What brings an error about; resolves to the error that the engine gets. */
type Situation = () => Promise<Error>;

/** The error of a first up that logs in as alice by password, and never tries again. */
function upFailure(
  jenkins: { url: string },
  { settings = {}, args = {}, host = {} }: { settings?: Settings; args?: object; host?: Partial<Host> } = {},
): Promise<Error> {
  const login = { ...passwordLogin(jenkins, "alice"), "jenkins:maxRetries": "0", ...settings };
  return failureOf(create(startProvider(login, host), { ...args }));
}

const dayMs = 24 * 60 * 60 * 1000;

/** A destroy under another configuration than the up before it. */
async function destroyFailure(settings: Record<string, string>): Promise<Error> {
  const jenkins = await startJenkins();
  const resource = await create(startProvider(passwordLogin(jenkins, "alice")));
  return failureOf(destroy(startProvider(settings), resource));
}

/** An up through a proxy to a controller with TLS. */
async function proxiedFailure(proxy: string): Promise<Error> {
  const { jenkins, authority } = await startTlsJenkins();
  return upFailure(jenkins, { settings: { "jenkins:caCert": authority.cert, "jenkins:proxy": proxy } });
}

async function certificateFailure(options: Parameters<typeof startTlsJenkins>[0]): Promise<Error> {
  const { jenkins, authority } = await startTlsJenkins(options);
  return upFailure(jenkins, { settings: { "jenkins:caCert": authority.cert } });
}

/** What stands between this machine and Jenkins. */
const networkPath = {
  connectionMissing: () => destroyFailure({}),
  connectionInvalid: () => destroyFailure({ "jenkins:url": "ci.example.com" }),
  unreachable: async () => upFailure({ url: `http://${closedPort}` }),
  unknownHost: () => upFailure({ url: "http://jenkins.invalid" }),
  timedOut: async () => {
    const url = `http://${await startTcpServer(() => {})}`;
    return upFailure({ url }, { settings: { "jenkins:requestTimeoutSeconds": "1" } });
  },
  connectionBroken: async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "reset", when: "beforeEffect" });
    return upFailure(jenkins);
  },
  interrupted: async () => {
    const controller = new AbortController();
    const url = await startWebServer(() => controller.abort());
    return upFailure({ url }, { host: { cancelled: controller.signal } });
  },
  notHttp: async () => {
    const host = await startTcpServer((socket) => socket.end("SSH-2.0-OpenSSH_9.9\r\n"));
    return upFailure({ url: `http://${host}` });
  },
  httpsWanted: async () => {
    const url = await startWebServer((_, response) => {
      response.writeHead(400).end("Client sent an HTTP request to an HTTPS server.\n");
    });
    return upFailure({ url });
  },
  responseTooLarge: async () => {
    const url = await startWebServer((_, response) => void response.end("x".repeat(1024 * 1024 + 1)));
    return upFailure({ url });
  },
  requestInvalid: async () => {
    const gateway = await startGateway(await startJenkins());
    gateway.respond("/crumbIssuer/api/json", {
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ crumbRequestField: "no header's name", crumb: "1" }),
    });
    return upFailure(gateway);
  },
  tlsUnknownIssuer: async () => upFailure((await startTlsJenkins()).jenkins),
  tlsExpired: () => {
    const notAfter = new Date(Date.now() - dayMs);
    return certificateFailure({ notBefore: new Date(Date.now() - 3 * dayMs), notAfter });
  },
  tlsWrongHost: () => certificateFailure({ hosts: ["ci-1.corp.example"] }),
  tlsClientCertificate: async () => {
    const { jenkins, authority } = await startTlsJenkins({}, { clients: await createAuthority("Clients") });
    return upFailure(jenkins, { settings: { "jenkins:caCert": authority.cert } });
  },
  tlsNotSpoken: async () => upFailure({ url: (await startJenkins()).url.replace("http:", "https:") }),
  tls: async () => {
    const handshakeFailure = Buffer.from([21, 3, 3, 0, 2, 2, 40]);
    const host = await startTcpServer(
      (socket) => void socket.once("data", () => socket.end(handshakeFailure)),
    );
    return upFailure({ url: `https://${host}` });
  },
  proxyUnreachable: async () => proxiedFailure(`http://${closedPort}`),
  proxyRefused: async () => proxiedFailure((await startProxy({ refuseWith: 403 })).url),
  proxyAuthentication: async () => {
    const credentials = { username: "pulumi", password: "proxy-password-4" };
    return proxiedFailure((await startProxy({ credentials })).url);
  },
} satisfies Partial<Record<JenkinsErrorCode, Situation>>;

const crumbPath = "/crumbIssuer/api/json";

/** An up where a server before Jenkins responds to the request for the crumb. */
async function crumbFailure(response: GatewayResponse): Promise<Error> {
  const gateway = await startGateway(await startJenkins());
  gateway.respond(crumbPath, response);
  return upFailure(gateway);
}

/** An up as an administrator or another user, for a token of somebody else. */
async function failureFor(login: string, args: object): Promise<Error> {
  const jenkins = await startJenkins();
  return upFailure(jenkins, { settings: passwordLogin(jenkins, login), args });
}

/** What Jenkins, or a server in its place, responds. */
const responses = {
  starting: async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "booting", statuses: [503], times: 9 });
    return upFailure(jenkins);
  },
  unavailable: () => crumbFailure({ status: 502, body: "Bad Gateway" }),
  notJenkins: async () =>
    upFailure({ url: new URL((await startJenkins({ contextPath: "/ci" })).url).origin }),
  wrongPath: async () => upFailure({ url: `${(await startJenkins()).url}/ci` }),
  redirected: () =>
    crumbFailure({ status: 301, headers: { location: `https://ci.example.com${crumbPath}` } }),
  webSessionOver: async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(tokenLogin(jenkins, "alice"));
    const resource = await create(provider);
    jenkins.setOicSession("alice", "over");
    return failureOf(destroy(provider, resource));
  },
  singleSignOn: async () => upFailure(await startJenkins({ singleSignOn: true })),
  gatewayRefused: async () =>
    upFailure(await startJenkins({ requiredHeaders: { "X-Gateway-Key": "a-key" } })),
  loginLost: async () => {
    const jenkins = await startJenkins({ crumbIssuer: false });
    const gateway = await startGateway(jenkins);
    gateway.logInAs("", "/generateNewToken");
    return failureOf(create(startProvider(tokenLogin(jenkins, "alice", gateway.url))));
  },
  wrongCredentials: async () => {
    const jenkins = await startJenkins();
    return upFailure(jenkins, { settings: passwordLogin(jenkins, "alice", "wrong-password-1") });
  },
  refusalUnverified: async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    const adopt = jenkins.generateToken("alice", "by hand");
    gateway.respond("/login", { status: 302, headers: { location: "/oauth2/sign_in" } });
    jenkins.faults.add({ kind: "booting", statuses: [401, 503], path: /whoAmI/ });
    return upFailure(gateway, { args: { adopt } });
  },
  crumbRefused: () =>
    crumbFailure({
      status: 200,
      body: JSON.stringify({ crumbRequestField: "Jenkins-Crumb", crumb: "stale" }),
    }),
  crumbWanted: async () => {
    const { url } = await startJenkins();
    const settings = { "jenkins:url": url, "jenkins:username": "alice", "jenkins:apiToken": "alice-pw" };
    return failureOf(create(startProvider(settings)));
  },
  adminCannotGenerate: () => failureFor("admin", { username: "alice", method: "rest" }),
  notPermitted: async () => {
    const jenkins = await startJenkins();
    const resource = await create(startProvider(passwordLogin(jenkins, "svc")));
    return failureOf(destroy(startProvider(passwordLogin(jenkins, "alice")), resource));
  },
  scriptConsoleForbidden: () => failureFor("alice", { username: "svc", method: "scriptConsole" }),
  scriptFailed: async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "stackTrace", when: "beforeEffect", path: /scriptText/, times: 9 });
    const settings = passwordLogin(jenkins, "admin");
    return upFailure(jenkins, { settings, args: { username: "svc", method: "scriptConsole" } });
  },
  unknownUser: () => failureFor("admin", { username: "nobody" }),
  userIdBlocked: async () => {
    const admin = { id: "admin", password: "admin-pw", administrator: true };
    const users = [admin, { id: "team/svc" }];
    const jenkins = await startJenkins({ users, gateways: [refuseEncodedSlash("nginx")] });
    const args = { username: "team/svc", method: "rest" };
    return upFailure(jenkins, { settings: passwordLogin(jenkins, "admin"), args });
  },
  noApiTokenProperty: async () => {
    const admin = { id: "admin", password: "admin-pw", administrator: true };
    const jenkins = await startJenkins({ users: [admin, { id: "robot", apiTokenProperty: false }] });
    return upFailure(jenkins, { settings: passwordLogin(jenkins, "admin"), args: { username: "robot" } });
  },
  internalError: () => crumbFailure({ status: 500, headers: { "x-jenkins": "2.568.2" }, body: "Oops!" }),
  unexpectedResponse: () => crumbFailure({ status: 200, body: '{"crumb":' }),
} satisfies Partial<Record<JenkinsErrorCode, Situation>>;

const fixedValue = `11${"ab".repeat(16)}`;

/** An up that adopts a token made in the web UI for `owner`, with what is said of it changed. */
async function adoptFailure(owner: string, change: object): Promise<Error> {
  const jenkins = await startJenkins();
  const { tokenUuid, tokenValue } = jenkins.generateToken(owner, "by hand");
  return upFailure(jenkins, { args: { adopt: { tokenUuid, tokenValue, ...change } } });
}

/** What can be wrong with a token, or with the Jenkins that it is for. */
const tokens = {
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
    gateway.respond("/whoAmI/api/json", { status: 502, body: "Bad Gateway" });
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
    gateway.respond("/revoke", { status: 200 });
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

/** The compiler sees to it that none of the catalogue is left out. */
const situations: Readonly<Record<JenkinsErrorCode, Situation>> = { ...networkPath, ...responses, ...tokens };

describe("each error of the catalogue comes about on real sockets, and says what to do", () => {
  it.each(jenkinsErrorCodes)("%s", async (code) => {
    const error = await situations[code]();
    expect(error).toMatchObject({ code });
    expect(error.message).toMatch(/\n {2}what to do: [A-Z]/);
    expect(error.message.split("\n").at(-1)).toBe(`  error code: ${code}`);
    expect(error.message.length).toBeLessThan(1500);
    await expect(`${toStable(error.message)}\n`).toMatchFileSnapshot(`./catalogue/${code}.txt`);
  });
});
