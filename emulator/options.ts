import { type Clock, systemClock } from "./clock.ts";
import type { Gateway, Wanted } from "./gateways/gateway.ts";

/** A user of the embedded Jenkins. */
export interface UserOptions {
  /** Any characters. Two ids that differ in case alone are one user unless `caseSensitiveUsers` is set. */
  id: string;
  /** Default: the id. */
  fullName?: string;
  /** Default: none, so the user can log in by API token alone. */
  password?: string;
  /** Overall/Administer. Default: false. */
  administrator?: boolean;
  /** Overall/Read, without which nothing can be done but to ask who one is. Default: true. */
  mayRead?: boolean;
  /** Whether the security realm knows the user. Jenkins breaks at the tokens of one whom it doesn't. Default: true. */
  isInRealm?: boolean;
  /** Whether the user has the property that holds API tokens. Default: true. */
  apiTokenProperty?: boolean;
}

/** What a controller is in a CloudBees cluster. */
export type CloudBeesRole = "connectedController" | "operationsCenter";

/** TLS for the embedded Jenkins; everything in PEM. */
export interface TlsOptions {
  key: string;
  cert: string;
  /** Who signs the certificates of clients. */
  ca?: string;
  /** Whether a client without a certificate of `ca` is turned away. Default: false. */
  requestClientCertificate?: boolean;
}

/** What an embedded Jenkins is started with. Every field has a default. */
export interface EmbeddedJenkinsOptions {
  /** Path that Jenkins is served under, such as `/jenkins`. Default: none. */
  contextPath?: string;
  /** Port on 127.0.0.1. Default: 0, a free one. */
  port?: number;
  /** Default: plain HTTP. */
  tls?: TlsOptions;
  /** The version of Jenkins, in headers and behaviour. Default: `2.568.2`. */
  version?: string;
  /** Default: `admin` (an administrator), `alice` and `svc`, each with the password `<id>-pw`. */
  users?: readonly UserOptions[];
  /** Names of freestyle jobs. Default: `testJob`. */
  jobs?: readonly string[];
  /** Whether requests need a crumb. Default: true. */
  crumbIssuer?: boolean;
  /** The system property `jenkins.security.ApiTokenProperty.adminCanGenerateNewTokens`. Default: false. */
  adminCanGenerateNewTokens?: boolean;
  /**
   * Makes it CloudBees CI: a version of four parts and the plugins of the role. On a connected controller with the realm
   * of the operations center, its default, a logout revokes all tokens of the user.
   */
  cloudBees?: CloudBeesRole;
  /** Passwords count as nothing, and who isn't signed in is sent to a login page; API tokens work. Default: false. */
  singleSignOn?: boolean;
  /** Whether user IDs that differ in case alone are different users. Default: false. */
  caseSensitiveUsers?: boolean;
  /**
   * After how many failed logins in a row the directory locks an account: its tokens and password then get 401, until
   * `unlockUser`. Default: never.
   */
  lockAfterRefusedLogins?: number;
  /** The switch of the plugin oic-auth for API tokens of users whose session is over; see `setOicSession`. Default: false. */
  allowTokenAccessWithoutOicSession?: boolean;
  /** Class of the security realm, as scripts see it. Default: what fits the options above. */
  securityRealm?: string;
  /** Headers, with their values, without which a gateway before Jenkins responds 403. Default: none. */
  requiredHeaders?: Readonly<Record<string, Wanted>>;
  /** What else stands before Jenkins, from the outside in; see `gateways/`. Default: nothing. */
  gateways?: readonly Gateway[];
  /** Names of headers that a proxy removes from every response, such as `X-Jenkins`. Default: none. */
  hiddenHeaders?: readonly string[];
  /** What the plugin instance-identity shows in `X-Instance-Identity` of each page. Default: it is not installed. */
  instanceIdentity?: string;
  /** Whether sessions are known to one node alone, which a load balancer finds by a cookie of its own. Default: false. */
  stickyLoadBalancer?: boolean;
  /** Whether users without a legacy token may make one. Before 2.129 there is nothing else. Default: false. */
  legacyTokens?: boolean;
  /** Whether Jenkins counts the uses of tokens, and shows them. Default: true. */
  usageStatistics?: boolean;
  /** Is awaited before each response, for a controller that is slow. Default: nothing. */
  responseDelay?: () => Promise<unknown>;
  /** Where Jenkins takes the time from. Default: the machine's clock. */
  clock?: Clock;
  /**
   * How long a change of a user's tokens keeps that user's file open, in milliseconds. A second change of the
   * same user meanwhile gets 500, after its effect. Default: 5.
   */
  saveDelayMs?: number;
}

/** The users of a controller that was not given any. */
export const defaultUsers: readonly UserOptions[] = [
  { id: "admin", password: "admin-pw", administrator: true },
  { id: "alice", password: "alice-pw" },
  { id: "svc", password: "svc-pw" },
];

/** The options that a controller was not given. */
export const defaults = {
  contextPath: "",
  users: defaultUsers,
  jobs: ["testJob"],
  crumbIssuer: true,
  adminCanGenerateNewTokens: false,
  singleSignOn: false,
  allowTokenAccessWithoutOicSession: false,
  requiredHeaders: {},
  gateways: [],
  hiddenHeaders: [],
  stickyLoadBalancer: false,
  legacyTokens: false,
  usageStatistics: true,
  clock: systemClock,
  saveDelayMs: 5,
} satisfies EmbeddedJenkinsOptions;
