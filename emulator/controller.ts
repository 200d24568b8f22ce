import { randomBytes } from "node:crypto";
import { type Clock, systemClock } from "./clock.ts";
import { cloudBeesVersion, operationsCenterRealm, type Plugin, pluginsOf } from "./cloudBees.ts";
import { Faults } from "./faults/faults.ts";
import { requireHeaders } from "./gateways/gateway.ts";
import type { Gateway } from "./gateways/types.ts";
import { Disk } from "./model/disk.ts";
import { Jobs } from "./model/jobs.ts";
import { Logins } from "./model/logins.ts";
import type { RecordedRequest } from "./model/requestLog.ts";
import { Sessions } from "./model/sessions.ts";
import { Users } from "./model/users.ts";
import { defaultUsers, type EmbeddedJenkinsOptions } from "./options.ts";
import { type Features, featuresOf } from "./versions.ts";

/** One run of a controller, from its start to its restart. */
export interface Run {
  /** `X-Jenkins-Session`, and part of the addresses of pictures and scripts. */
  readonly session: string;
  readonly cookieName: string;
  readonly crumbSalt: string;
  readonly sessions: Sessions;
}

/** Everything an embedded controller knows. */
export interface Controller {
  readonly contextPath: string;
  readonly version: string;
  readonly features: Features;
  /** The class that knows the users. */
  readonly securityRealm: string;
  readonly singleSignOn: boolean;
  readonly plugins: readonly Plugin[];
  readonly gateways: readonly Gateway[];
  readonly stickyLoadBalancer: boolean;
  readonly usageStatistics: boolean;
  readonly responseDelay: (() => Promise<unknown>) | undefined;
  readonly hiddenHeaders: readonly string[];
  readonly instanceIdentity: string | undefined;
  readonly allowTokenAccessWithoutOicSession: boolean;
  readonly clock: Clock;
  readonly users: Users;
  readonly logins: Logins;
  readonly disk: Disk;
  readonly jobs: Jobs;
  readonly requests: RecordedRequest[];
  readonly faults: Faults;
  run: Run;
  crumbIssuer: boolean;
  adminCanGenerateNewTokens: boolean;
  legacyTokens: boolean;
}

/** A controller with its users and jobs, that nobody listens for yet. */
export function createController(options: EmbeddedJenkinsOptions): Controller {
  const { cloudBees, clock = systemClock, saveDelayMs = 5, singleSignOn = false } = options;
  const version = options.version ?? (cloudBees ? cloudBeesVersion : "2.568.2");
  const disk = new Disk(saveDelayMs);
  const users = new Users(clock, disk.save, options.caseSensitiveUsers);
  for (const user of options.users ?? defaultUsers) users.add(user);
  return {
    contextPath: toContextPath(options.contextPath ?? ""),
    version,
    features: featuresOf(version),
    securityRealm: options.securityRealm ?? defaultRealm(options),
    singleSignOn,
    plugins: pluginsOf(cloudBees),
    gateways: [requireHeaders(options.requiredHeaders ?? {}), ...(options.gateways ?? [])],
    stickyLoadBalancer: options.stickyLoadBalancer ?? false,
    usageStatistics: options.usageStatistics ?? true,
    responseDelay: options.responseDelay,
    hiddenHeaders: options.hiddenHeaders ?? [],
    instanceIdentity: options.instanceIdentity,
    allowTokenAccessWithoutOicSession: options.allowTokenAccessWithoutOicSession ?? false,
    clock,
    users,
    logins: new Logins(users, options.lockAfterRefusedLogins),
    disk,
    jobs: new Jobs(options.jobs ?? ["testJob"], clock),
    requests: [],
    faults: new Faults(),
    run: newRun(),
    crumbIssuer: options.crumbIssuer ?? true,
    adminCanGenerateNewTokens: options.adminCanGenerateNewTokens ?? false,
    legacyTokens: options.legacyTokens ?? false,
  };
}

/** A run with nobody signed in. */
export function newRun(): Run {
  return {
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
