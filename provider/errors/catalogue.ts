/** What an error of the catalogue can say: each entry takes the facts it names. */
interface Facts {
  /** URL of the controller, without credentials. */
  url: string;
  /** User ID that the provider logs in with. */
  login: string;
  /** User ID that owns, or shall own, the token. */
  username: string;
  tokenName: string;
  tokenUuid: string;
  /** What went wrong underneath, in the words of the network library. */
  reason: string;
  /** An HTTP status. */
  status: number;
  /** A URL or path that Jenkins pointed to. */
  location: string;
  /** Where a redirect leads, as the URL of a controller. */
  realUrl: string;
  /** What an answer says, in one line. */
  page: string;
  /** A version of Jenkins. */
  version: string;
  /** A day, `YYYY-MM-DD`. */
  expiresOn: string;
  /** A permission by its Jenkins name. */
  permission: string;
  /** The user that a token turned out to belong to. */
  owner: string;
  /** Whether the login is by API token. */
  usesApiToken: boolean;
  /** What must be set right, each by name: an input, a configuration key, an environment variable. */
  problems: readonly { readonly path: string; readonly reason: string }[];
}

interface Entry<NeededFacts> {
  readonly message: (facts: NeededFacts) => string;
  readonly hint: (facts: NeededFacts) => string;
}

/** One error: what happened, and what to do; `Name` are the facts that the two need. */
function entry<Name extends keyof Facts = never>(
  message: (facts: Pick<Facts, Name>) => string,
  hint: (facts: Pick<Facts, Name>) => string,
): Entry<Pick<Facts, Name>> {
  return { message, hint };
}

/** Destroy and refresh don't run the program, so Pulumi has no other configuration for them. */
const configurationOfLastUp =
  "`pulumi destroy` and `pulumi refresh` use the configuration of the last `pulumi up`, unless you add --run-program.";

/** Every error of this package: stable code, what happened, and what to do. A translator reads it top to bottom. */
const catalogue = {
  // The connection.
  connectionMissing: entry(
    () => "No Jenkins connection is configured.",
    () =>
      "Set it for the stack (`pulumi config set jenkins:url https://…`, `jenkins:username`, and with --secret " +
      "`jenkins:apiToken` or `jenkins:password`), or in the environment (JENKINS_URL, JENKINS_USER_ID, and " +
      "JENKINS_API_TOKEN or JENKINS_PASSWORD), or give the resource a `controller` of `jenkins:controllers` or a " +
      `\`connection\`. ${configurationOfLastUp}`,
  ),
  connectionInvalid: entry<"problems">(
    ({ problems }) => problems.map(({ path, reason }) => `${path}: ${reason}`).join(", "),
    () =>
      "Set that right, or put back what is gone. A connection is taken whole from one place: the resource, the stack's " +
      `configuration, or the environment. ${configurationOfLastUp}`,
  ),

  // No way to the controller.
  unreachable: entry<"url" | "reason">(
    ({ url, reason }) => `Jenkins at ${url} can't be reached: ${reason}.`,
    () =>
      "Check the URL (host and port), that the controller runs, and that this machine may connect to it, directly or over " +
      "`proxy` of the connection. If it is only starting, `waitForReadySeconds` of the connection waits for it.",
  ),
  unknownHost: entry<"url" | "reason">(
    ({ url, reason }) => `The host of ${url} isn't known: ${reason}.`,
    () =>
      "Check the spelling of the host, and that this machine's DNS (or its VPN) knows it. One that only a proxy knows takes " +
      "`proxy` of the connection, or HTTPS_PROXY and HTTP_PROXY of the environment.",
  ),
  timedOut: entry<"url" | "reason">(
    ({ url, reason }) => `Jenkins at ${url} didn't answer in time: ${reason}.`,
    () => "Look at the controller's load, or raise `requestTimeoutSeconds` of the connection (default 30).",
  ),
  connectionBroken: entry<"url" | "reason">(
    ({ url, reason }) => `The connection to Jenkins at ${url} broke: ${reason}.`,
    ({ url }) =>
      "Run it again; if it goes on, look at the controller's log and at the proxies on the way. " +
      (url.startsWith("http:")
        ? "If the controller speaks TLS there, `url` must start with https://."
        : "If the controller wants a client certificate, it may dislike `clientCert`."),
  ),
  interrupted: entry<"url">(
    ({ url }) => `Interrupted before Jenkins at ${url} answered.`,
    () => "Run it again.",
  ),
  notHttp: entry<"url" | "reason">(
    ({ url, reason }) => `What listens at ${url} doesn't speak HTTP: ${reason}.`,
    () => "Check the port of the URL, and whether it must start with https://.",
  ),
  httpsWanted: entry<"url" | "page">(
    ({ url, page }) => `What listens at ${url} wants https: ${page}.`,
    () => "Let `url` of the connection start with https://.",
  ),
  responseTooLarge: entry<"url" | "reason">(
    ({ url, reason }) => `The response from ${url} is too large to be read: ${reason}.`,
    () =>
      "Jenkins sends no such response: check that `url` of the connection leads to Jenkins, and the proxies and gateways " +
      "in front of it.",
  ),
  requestInvalid: entry<"url" | "reason">(
    ({ url, reason }) => `The request to ${url} can't be written as HTTP: ${reason}.`,
    () =>
      "Check `url`, `headers` and `proxy` of the connection for characters that no HTTP request can carry.",
  ),

  // TLS.
  tlsUnknownIssuer: entry<"url" | "reason">(
    ({ url, reason }) =>
      `The certificate of ${url} comes from an authority that isn't trusted here: ${reason}.`,
    () =>
      "Give the authority's certificate as `caCert` of the connection (PEM text or a file), or to all of Node.js as " +
      "NODE_EXTRA_CA_CERTS; a certificate that signed itself is its own authority. Where this machine trusts it already, " +
      "NODE_OPTIONS=--use-system-ca lets Node.js do so too.",
  ),
  tlsExpired: entry<"url" | "reason">(
    ({ url, reason }) => `The certificate of ${url} is outside its days of validity: ${reason}.`,
    () =>
      "Have the certificate of the controller (or of the proxy before it) renewed, and check this machine's clock. Until " +
      "then `insecureSkipTlsVerify` goes on without looking, at the price that anybody on the way can read along.",
  ),
  tlsWrongHost: entry<"url" | "reason">(
    ({ url, reason }) => `The certificate of ${url} is for another host: ${reason}.`,
    () => "Use a host in `url` that the certificate names, or have it issued for this one too.",
  ),
  tlsClientCertificate: entry<"url" | "reason">(
    ({ url, reason }) =>
      `The server at ${url} wants a client certificate, or refuses the one it got: ${reason}.`,
    () =>
      "Give `clientCert` and `clientKey` of the connection (PEM text or files), from an authority that it accepts.",
  ),
  tlsNotSpoken: entry<"url" | "reason">(
    ({ url, reason }) => `What listens at ${url} doesn't speak TLS: ${reason}.`,
    () => "Check the port of `url`. If the controller has no TLS, `url` must start with http://.",
  ),
  tls: entry<"url" | "reason">(
    ({ url, reason }) => `No TLS connection to ${url}: ${reason}.`,
    () =>
      "Does the server speak a current version of TLS there, with a certificate that is meant for servers? Some end the " +
      "handshake like this where they want a client certificate (`clientCert` and `clientKey` of the connection).",
  ),

  // The proxy on the way.
  proxyUnreachable: entry<"url" | "reason">(
    ({ url, reason }) => `The proxy on the way to ${url} can't be reached: ${reason}.`,
    () =>
      "Check `proxy` of the connection, or HTTPS_PROXY and HTTP_PROXY of the environment. Controllers that need no proxy " +
      "go into NO_PROXY. For a proxy with https://, `caCert` may hold its authority too.",
  ),
  proxyRefused: entry<"url" | "reason">(
    ({ url, reason }) => `The proxy on the way refuses to connect to ${url}: ${reason}.`,
    () =>
      "May the proxy connect to that host and port? If no proxy is needed, put the host into NO_PROXY, or leave out " +
      "`proxy` of the connection.",
  ),
  proxyAuthentication: entry<"url" | "reason">(
    ({ url, reason }) => `The proxy on the way to ${url} wants a login: ${reason}.`,
    () =>
      "Put user and password into the proxy's URL, http://user:password@proxy:3128 (special characters percent-encoded), " +
      "in `proxy` of the connection or in HTTPS_PROXY.",
  ),

  // Something else than Jenkins answers.
  starting: entry<"url">(
    ({ url }) => `Jenkins at ${url} is still starting (503).`,
    () =>
      "Run it again when the controller is up, or let `waitForReadySeconds` of the connection wait for it.",
  ),
  unavailable: entry<"url" | "status">(
    ({ url, status }) => `Jenkins at ${url}, or a proxy before it, is unavailable (${status}).`,
    () =>
      "Run it again; if it goes on, look at the controller and at the proxies on the way. Where a load balancer takes its " +
      "time to fail over, raise `maxRetries` or `waitForReadySeconds` of the connection.",
  ),
  notJenkins: entry<"url" | "status">(
    ({ url, status }) => `What answers at ${url} isn't a Jenkins (${status}).`,
    ({ url }) =>
      `Check the URL. Jenkins often lives under a context path: is it ${otherPath(url)}? ` +
      "The right one shows the Jenkins login page when you add /login.",
  ),
  wrongPath: entry<"url">(
    ({ url }) => `A Jenkins answers at ${url}, but it isn't found under that path (404).`,
    () => "Check the path of the URL: it must be the controller's context path and nothing more, or none.",
  ),
  redirected: entry<"url" | "location" | "realUrl">(
    ({ url, location }) => `${url} redirects to ${location}, and redirects aren't followed with credentials.`,
    ({ url, realUrl }) =>
      url.startsWith("https:") && realUrl.startsWith("http:")
        ? "That would be without TLS. Most likely the proxy before Jenkins doesn't tell it that it was asked over https " +
          "(X-Forwarded-Proto): have it do so."
        : `If the controller lives there, use ${realUrl} as \`url\` of the connection.`,
  ),
  singleSignOn: entry<"url" | "page" | "usesApiToken">(
    ({ url, page }) => `${url} answers with a login page (${page}) instead of doing what it was asked.`,
    ({ usesApiToken }) =>
      usesApiToken
        ? "Jenkins itself asks nobody to log in who has an API token, so that is a gateway before it: `headers` of the " +
          "connection can carry what it wants, or have it let programs with HTTP Basic through."
        : "The controller sits behind single sign-on, which takes no password from programs. Log in with an API token " +
          "(`apiToken`): make the first one in the web UI. If a gateway before Jenkins asks, `headers` of the connection " +
          "can carry what it wants.",
  ),
  gatewayRefused: entry<"url" | "status">(
    ({ url, status }) => `A gateway before Jenkins at ${url} refused the request (${status}).`,
    () =>
      "Jenkins itself hasn't seen it. If the gateway wants a header, give it in `headers` of the connection; else ask who " +
      "runs the gateway to let this machine through.",
  ),

  // The login.
  loginLost: entry<"url" | "login">(
    ({ url, login }) => `Jenkins at ${url} took the request of '${login}' for an anonymous one (403).`,
    () =>
      "Something on the way takes the Authorization header away: a proxy or gateway must pass HTTP Basic on.",
  ),
  wrongCredentials: entry<"url" | "login">(
    ({ url, login }) => `Jenkins at ${url} refused the login of '${login}' (401).`,
    () =>
      "Check the username (the Jenkins user ID, not the full name) and the API token or password. A revoked or expired " +
      "API token is refused the same way. Where users come from single sign-on, no password is taken: log in with an API " +
      `token. If you have just changed the configuration: ${configurationOfLastUp}`,
  ),
  refusalUnclear: entry<"url" | "page">(
    ({ url, page }) =>
      `Jenkins at ${url} refused a login (401), but whether it is up can't be told: at /login something else answers (${page}).`,
    () =>
      "A controller that starts refuses good logins too, and only its login page tells. If a gateway before Jenkins answers " +
      "there, have it pass GET /login on.",
  ),
  crumbRefused: entry<"url">(
    ({ url }) => `Jenkins at ${url} refused a fresh crumb (403 No valid crumb was included in the request).`,
    () =>
      "A crumb belongs to a session, and to a client address on older versions: is there a load balancer or proxy that " +
      "drops cookies or changes addresses? Logging in with an API token needs no crumb.",
  ),
  crumbWanted: entry<"url" | "login">(
    ({ url, login }) =>
      `Jenkins at ${url} wants a crumb from '${login}', as from somebody without an API token (403 No valid crumb was ` +
      "included in the request).",
    () =>
      "Is what `apiToken` of the connection holds a password? Then give it as `password`. If it is an API token, something " +
      "on the way takes the Authorization header away: a proxy or gateway must pass HTTP Basic on.",
  ),

  // What a login may do.
  adminCannotGenerate: entry<"login" | "username">(
    ({ login, username }) => `Jenkins doesn't let '${login}' make a token for '${username}' (403).`,
    ({ username }) =>
      "By default a user makes tokens for themselves only. An administrator may make them for others on a controller " +
      "started with -Djenkins.security.ApiTokenProperty.adminCanGenerateNewTokens=true, or in the script console. Else " +
      `log in as '${username}'.`,
  ),
  notPermitted: entry<"login" | "permission">(
    ({ login, permission }) => `Jenkins says that '${login}' is missing the permission ${permission} (403).`,
    () => "Log in as the user who shall own the token, with Overall/Read, or as an administrator.",
  ),
  scriptConsoleForbidden: entry<"login" | "url">(
    ({ login, url }) => `Jenkins at ${url} doesn't let '${login}' use the script console (403).`,
    () =>
      "It takes the permission Overall/Administer. Log in as an administrator, or as the user who shall own the token.",
  ),
  scriptFailed: entry<"url" | "reason">(
    ({ url, reason }) => `The script console of Jenkins at ${url} didn't do its work: ${reason}`,
    () =>
      "Look at the controller's log. A plugin may restrict the script console or take it over. Without it, log in as the " +
      "user who shall own the token, or start the controller with " +
      "-Djenkins.security.ApiTokenProperty.adminCanGenerateNewTokens=true.",
  ),

  // The owner of the token.
  unknownUser: entry<"username" | "url">(
    ({ username, url }) => `Jenkins at ${url} knows no user '${username}' (404).`,
    () =>
      "Check `username`: it is the user ID as in the address of the user's page, /user/<id>/, not the full name. A user " +
      "of a directory or of single sign-on is known from the first login on.",
  ),
  noApiTokenProperty: entry<"username" | "url">(
    ({ username, url }) =>
      `The user '${username}' of Jenkins at ${url} can't have API tokens: the property for them is missing.`,
    ({ username }) =>
      `Let '${username}' log in once, or look at how users come to this controller: some security realms and plugins ` +
      "take the property away.",
  ),

  // What this Jenkins can do.
  noTokenApi: entry<"url">(
    ({ url }) => `Jenkins at ${url} is older than 2.129 and knows no named API tokens.`,
    () =>
      'Use `method: "legacy"` (or "auto"), which changes the one token that a user of such a version has.',
  ),
  fixedValueNotSupported: entry<"url">(
    ({ url }) => `Jenkins at ${url} takes no token of a given value: that came with 2.260.`,
    () => "Leave out `fixedValue`, or update the controller.",
  ),
  expiryNotSupported: entry<"url" | "version">(
    ({ url, version }) =>
      `Jenkins ${version} at ${url} has no tokens that expire: that came with 2.548 (LTS 2.555.1).`,
    () =>
      "It would silently make one that never expires. Leave out the expiry and let `rotateAfterDays` rotate the token, " +
      "or update the controller.",
  ),
  expiryInThePast: entry<"url" | "expiresOn">(
    ({ url, expiresOn }) => `Jenkins at ${url} says that the expiry ${expiresOn} is in the past.`,
    () => "Give `expiresOn` a day to come, in the controller's calendar.",
  ),
  legacyDisabled: entry<"url" | "username">(
    ({ url, username }) =>
      `Jenkins at ${url} makes no legacy token for '${username}': that is switched off there.`,
    () => 'Leave `method` at "auto": this version has named API tokens, which are better in every way.',
  ),
  legacyHidden: entry<"login" | "username">(
    ({ login, username }) =>
      `Jenkins makes no legacy token of '${username}' for '${login}': this version shows it to its owner alone.`,
    ({ username }) => `Log in as '${username}'.`,
  ),
  legacyTaken: entry<"username">(
    ({ username }) =>
      `Another resource already manages the legacy token of '${username}': a user has only one.`,
    () => "Declare it once, and hand its outputs to whoever needs them.",
  ),
  adoptTaken: entry<"tokenUuid">(
    ({ tokenUuid }) => `The token ${tokenUuid} can't be adopted: another resource of this stack has it.`,
    () => "Declare it once, and hand its outputs to whoever needs them.",
  ),
  connectedController: entry<"url">(
    ({ url }) =>
      `${url} is a CloudBees controller that takes its users from an operations center: a token made here vanishes when ` +
      "its user logs out.",
    () =>
      "Make the token at the operations center: use its address as `url` of the connection. If you know better, set " +
      "`allowConnectedController: true`.",
  ),

  // A token that is adopted.
  adoptRefused: entry<"username" | "tokenUuid">(
    ({ username, tokenUuid }) =>
      `The token ${tokenUuid} can't be adopted: its value doesn't work for '${username}' (401).`,
    () =>
      "Check `adopt.tokenValue` and `username`. If the token was adopted before and has been rotated or revoked since, " +
      "leave `adopt` out: a new token is made.",
  ),
  adoptLost: entry<"username" | "tokenUuid" | "reason">(
    ({ username, tokenUuid, reason }) =>
      `The adopted token ${tokenUuid} of '${username}' no longer works: ${reason}.`,
    () =>
      "Take `adopt` out of the program: the next `pulumi up` then creates a new token. To adopt another one, name it in " +
      "`adopt`.",
  ),
  adoptWrongOwner: entry<"username" | "tokenUuid" | "owner">(
    ({ username, tokenUuid, owner }) =>
      `The token ${tokenUuid} can't be adopted: its value belongs to '${owner}', not to '${username}'.`,
    () => "Check `adopt.tokenValue` and `username`.",
  ),
  adoptUnknown: entry<"username" | "tokenUuid">(
    ({ username, tokenUuid }) =>
      `The token ${tokenUuid} can't be adopted: '${username}' has no token of that UUID, though the value works.`,
    () =>
      "Check `adopt.tokenUuid`. It is the id of the token's card on the user's security page: " +
      "`document.querySelectorAll('.token-card')` in the browser's console shows all.",
  ),

  // A token that was made.
  tokenNotFound: entry<"username" | "tokenUuid">(
    ({ username, tokenUuid }) => `'${username}' has no token ${tokenUuid} any more.`,
    () => "It was revoked outside Pulumi. Run `pulumi refresh`, then `pulumi up` makes a new one.",
  ),
  notAtNewUrl: entry<"url" | "username" | "tokenUuid">(
    ({ url, username, tokenUuid }) =>
      `Jenkins at ${url}, where the connection leads now, has no working token ${tokenUuid} of '${username}'.`,
    () =>
      "If that is another controller, bump `version`: `pulumi up` then creates a token there and revokes the old one where it " +
      "was created. If the URL is wrong, correct it.",
  ),
  ownerChanged: entry<"username" | "tokenName" | "owner">(
    ({ username, tokenName, owner }) =>
      `The token '${tokenName}' of '${username}' was replaced by one of '${owner}', since the provider now logs in as ` +
      `'${owner}' and the program names no owner. The token of '${username}' was not revoked.`,
    ({ username, owner }) =>
      `Set \`username: "${username}"\` (or "${owner}", if that is what you want) and run \`pulumi up\` again. Set it ` +
      "before you use --replace.",
  ),
  tokenRefused: entry<"username" | "tokenName">(
    ({ username, tokenName }) =>
      `Jenkins made the token '${tokenName}' of '${username}', but refuses it (401). It was revoked again.`,
    ({ username }) =>
      `Is '${username}' the user ID, as in the address of the user's page, and not the full name? Else look at how the ` +
      "controller authenticates users: a security realm may not accept API tokens of this user.",
  ),
  wrongOwner: entry<"tokenName" | "username" | "owner">(
    ({ tokenName, username, owner }) =>
      `The new token '${tokenName}' answers as '${owner}' instead of '${username}'. It was revoked again.`,
    () =>
      "Something before Jenkins logs requests in by itself (a proxy, a gateway): make it pass HTTP Basic on.",
  ),
  tokenNotProved: entry<"username" | "tokenName" | "reason">(
    ({ username, tokenName, reason }) =>
      `The token '${tokenName}' of '${username}' was made and is kept, but couldn't be proved to work: ${reason}`,
    ({ username }) =>
      "Run `pulumi up` again: it proves the token and finishes. If Jenkins fails (500) at it each time, the security realm " +
      `doesn't know '${username}' any more: take the token out of the program, which revokes it.`,
  ),
  generateUnclear: entry<"username" | "tokenName" | "reason" | "url">(
    ({ username, tokenName, reason }) =>
      `It isn't clear whether Jenkins made a token '${tokenName}' for '${username}': ${reason}`,
    ({ url, username }) =>
      `Look at ${securityPage(url, username)} and revoke what was left behind there, then run \`pulumi up\` again.`,
  ),
  revokeUnclear: entry<"username" | "tokenUuid" | "reason">(
    ({ username, tokenUuid, reason }) =>
      `It isn't clear whether the token ${tokenUuid} of '${username}' is revoked: ${reason}`,
    () =>
      "Run it again: what is revoked already does no harm. If the program shall keep the token after all, run " +
      "`pulumi refresh` before `pulumi up`, which then makes a new one where this one is gone.",
  ),
  stillAlive: entry<"username" | "tokenUuid" | "url">(
    ({ username, tokenUuid }) => `The token ${tokenUuid} of '${username}' still works after it was revoked.`,
    ({ url, username }) =>
      `Look at ${securityPage(url, username)}: is it there? Something before Jenkins may also log in by itself.`,
  ),
  ownCredential: entry<"username" | "tokenUuid">(
    ({ username, tokenUuid }) =>
      `The token ${tokenUuid} of '${username}' is the one that this provider logs in with; revoking it would lock it out.`,
    () =>
      "Give the provider another login (a password, or another API token) and run it again. `pulumi destroy` revokes it " +
      "too, as the last token of the stack.",
  ),

  // Nothing of the above.
  internalError: entry<"url" | "status">(
    ({ url, status }) => `Jenkins at ${url} failed at what it was asked (${status}).`,
    () => "Look at the controller's log: it holds the reason. Then run it again.",
  ),
  unexpectedAnswer: entry<"url" | "status">(
    ({ url, status }) => `Jenkins at ${url} gave an answer that isn't understood (${status}).`,
    () =>
      "Is there a proxy or gateway that answers in Jenkins' place? If not, please report this with the Jenkins version.",
  ),
};

/** Stable name of an error; to be matched on in scripts. */
export type JenkinsErrorCode = keyof typeof catalogue;

/** All of them, in the order of the catalogue. */
export const jenkinsErrorCodes = Object.keys(catalogue) as readonly JenkinsErrorCode[];

type FactsOf<Code extends JenkinsErrorCode> = Parameters<(typeof catalogue)[Code]["message"]>[0];

/** What surrounds an error. */
export interface JenkinsErrorContext {
  /** What was tried, as `POST https://… as alice`. */
  readonly tried?: string;
  /** What Jenkins said: its title or first line. */
  readonly said?: string;
  /** Whether trying again can help. */
  readonly isRetryable?: boolean;
  /** How long Jenkins asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Whether the request may have had its effect all the same. */
  readonly mayHaveTakenEffect?: boolean;
  readonly cause?: unknown;
}

/** The one error of this package: a stable code, and a message that says what was tried, what Jenkins said, and what to do. */
export class JenkinsError<Code extends JenkinsErrorCode = JenkinsErrorCode> extends Error {
  override readonly name = "JenkinsError";
  readonly code: Code;
  /** What happened, in one sentence. */
  readonly summary: string;
  /** What to do. */
  readonly hint: string;
  readonly context: JenkinsErrorContext;
  readonly isRetryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly mayHaveTakenEffect: boolean;

  constructor(code: Code, facts: FactsOf<Code>, context: JenkinsErrorContext = {}) {
    const { message, hint: toHint } = catalogue[code] as Entry<FactsOf<Code>>;
    const summary = message(facts);
    const hint = toHint(facts);
    super(toText(code, summary, context, hint), { cause: context.cause });
    this.code = code;
    this.summary = summary;
    this.hint = hint;
    this.context = context;
    this.isRetryable = context.isRetryable ?? false;
    this.retryAfterMs = context.retryAfterMs;
    this.mayHaveTakenEffect = context.mayHaveTakenEffect ?? false;
  }
}

function toText(code: string, summary: string, { tried, said }: JenkinsErrorContext, hint: string): string {
  const lines = { tried, answer: said, "what to do": hint, "error code": code };
  return [
    summary,
    ...Object.entries(lines).flatMap(([name, line]) => (line ? `  ${name}: ${line}` : [])),
  ].join("\n");
}

/** Where else a controller may be: under the path that its packages come with, or without one. */
function otherPath(url: string): string {
  const { origin, pathname } = new URL(url);
  return pathname === "/" ? `${origin}/jenkins` : origin;
}

/** Where Jenkins lists a user's tokens, for the user and for administrators. */
function securityPage(url: string, username: string): string {
  return `${url.replace(/\/+$/, "")}/user/${encodeURIComponent(username)}/security/`;
}
