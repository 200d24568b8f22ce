import { refuseEncodedSlash } from "../../../../emulator/index.ts";
import type { JenkinsErrorCode } from "../../../../provider/errors/catalogue.ts";
import { failureOf } from "../../../support/lifecycleFailure.ts";
import { type Answer, startGateway } from "../../../support/lifecycleGateway.ts";
import {
  passwordLogin,
  startJenkins,
  startProvider,
  tokenLogin,
} from "../../../support/lifecycleProvider.ts";
import { create, destroy } from "../../../support/lifecycleResource.ts";
import { type Situation, upFailure } from "./up.ts";

const crumbPath = "/crumbIssuer/api/json";

/** An up where something before Jenkins answers the request for the crumb. */
async function answerFailure(answer: Answer): Promise<Error> {
  const gateway = await startGateway(await startJenkins());
  gateway.answer(crumbPath, answer);
  return upFailure(gateway);
}

/** An up as an administrator or another user, for a token of somebody else. */
async function failureFor(login: string, args: object): Promise<Error> {
  const jenkins = await startJenkins();
  return upFailure(jenkins, { settings: passwordLogin(jenkins, login), args });
}

/** What Jenkins, or somebody else in its place, answers. */
export const answers = {
  starting: async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "booting", statuses: [503], times: 9 });
    return upFailure(jenkins);
  },
  unavailable: () => answerFailure({ status: 502, body: "Bad Gateway" }),
  notJenkins: async () =>
    upFailure({ url: new URL((await startJenkins({ contextPath: "/ci" })).url).origin }),
  wrongPath: async () => upFailure({ url: `${(await startJenkins()).url}/ci` }),
  redirected: () =>
    answerFailure({ status: 301, headers: { location: `https://ci.example.com${crumbPath}` } }),
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
    gateway.answer("/login", { status: 302, headers: { location: "/oauth2/sign_in" } });
    jenkins.faults.add({ kind: "booting", statuses: [401, 503], path: /whoAmI/ });
    return upFailure(gateway, { args: { adopt } });
  },
  crumbRefused: () =>
    answerFailure({
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
  internalError: () => answerFailure({ status: 500, headers: { "x-jenkins": "2.568.2" }, body: "Oops!" }),
  unexpectedResponse: () => answerFailure({ status: 200, body: '{"crumb":' }),
} satisfies Partial<Record<JenkinsErrorCode, Situation>>;
