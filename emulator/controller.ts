import { randomBytes } from "node:crypto";
import { cloudBeesVersion, operationsCenterRealm, pluginsOf } from "./cloudBees.ts";
import { Faults } from "./faults/faults.ts";
import { requireHeaders } from "./gateways/gateway.ts";
import { Disk } from "./model/disk.ts";
import { Jobs } from "./model/jobs.ts";
import { Logins } from "./model/logins.ts";
import type { RecordedRequest } from "./model/requestLog.ts";
import { Sessions } from "./model/sessions.ts";
import { Users } from "./model/users.ts";
import { defaults, type EmbeddedJenkinsOptions } from "./options.ts";
import { featuresOf } from "./versions.ts";

/** Everything an embedded controller knows. */
export type Controller = ReturnType<typeof createController>;

/** A controller with its users and jobs, that nobody listens for yet. */
export function createController(options: EmbeddedJenkinsOptions) {
  const given = { ...defaults, ...options };
  const { cloudBees, clock, version = cloudBees ? cloudBeesVersion : "2.568.2" } = given;
  const requests: RecordedRequest[] = [];
  const disk = new Disk(given.saveDelayMs);
  const users = new Users(clock, disk.save, given.caseSensitiveUsers);
  for (const user of given.users) users.add(user);
  return {
    ...given,
    contextPath: toContextPath(given.contextPath),
    version,
    features: featuresOf(version),
    securityRealm: given.securityRealm ?? defaultRealm(given),
    plugins: pluginsOf(cloudBees),
    gateways: [requireHeaders(given.requiredHeaders), ...given.gateways],
    users,
    logins: new Logins(users, given.lockAfterRefusedLogins),
    disk,
    jobs: new Jobs(given.jobs, clock),
    requests,
    faults: new Faults(),
    run: newRun(),
  };
}

/** One run of a controller, from its start to its restart; nobody is signed in. */
export function newRun() {
  return {
    /** `X-Jenkins-Session`, and part of the addresses of pictures and scripts. */
    session: randomBytes(4).toString("hex"),
    cookieName: `JSESSIONID.${randomBytes(4).toString("hex")}`,
    crumbSalt: randomBytes(16).toString("hex"),
    sessions: new Sessions(),
  };
}

function defaultRealm({ cloudBees, singleSignOn }: EmbeddedJenkinsOptions): string {
  if (cloudBees === "connectedController") return operationsCenterRealm;
  return singleSignOn
    ? "org.jenkinsci.plugins.saml.SamlSecurityRealm"
    : "hudson.security.HudsonPrivateSecurityRealm";
}

function toContextPath(path: string): string {
  const names = path.split("/").filter(Boolean);
  return names.length === 0 ? "" : `/${names.join("/")}`;
}
