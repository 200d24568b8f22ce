/** What an error of the catalogue can say: each entry takes the facts that it names. */
export interface Facts {
  /** URL of the controller, without credentials. */
  url: string;
  /** User ID that the provider logs in with. */
  login: string;
  /** User ID that owns, or is to own, the token. */
  username: string;
  tokenName: string;
  tokenUuid: string;
  /** What failed underneath: the words of the network library, or the summary of another error. */
  reason: string;
  /** An HTTP status. */
  status: number;
  /** A URL or path that Jenkins redirects to. */
  location: string;
  /** Where a redirect leads, as the URL of a controller. */
  realUrl: string;
  /** Status and words of a response, in one line. */
  response: string;
  /** A version of Jenkins. */
  version: string;
  /** A day, `YYYY-MM-DD`. */
  expiresOn: string;
  /** A character, and how it is encoded in a path. */
  character: string;
  encoded: string;
  /** A permission by its Jenkins name. */
  permission: string;
  /** The user that a token belongs to in fact. */
  owner: string;
  /** Whether the login is by API token. */
  usesApiToken: boolean;
  /** What must be corrected, each by name: an input, a configuration key, an environment variable. */
  problems: readonly { readonly path: string; readonly reason: string }[];
}

/**
 * What an error means for the code that sent the request:
 *
 * - `absent`: no Jenkins is there.
 * - `busy`: Jenkins is there and has not responded yet; it may still work on the request.
 * - `refused`: this login may not do it, or this controller can't do it; the request changed nothing, and never will.
 * - `noOwner`: the user can't have tokens here, so a token of this user is no longer there either.
 * - `closed`: this endpoint is not available; another method may work.
 */
export type Meaning = "absent" | "busy" | "refused" | "noOwner" | "closed";

/** One error: what failed, what to do, and what the code can conclude. */
interface Entry<NeededFacts> {
  readonly message: (facts: NeededFacts) => string;
  readonly hint: (facts: NeededFacts) => string;
  readonly means?: Meaning;
  /** What to do besides, where the error ends an operation of Pulumi. */
  readonly inPulumi?: string;
}

/** `Name` are the facts that message and hint need. */
function entry<Name extends keyof Facts = never>(
  message: (facts: Pick<Facts, Name>) => string,
  hint: (facts: Pick<Facts, Name>) => string,
  means?: Meaning,
  inPulumi?: string,
): Entry<Pick<Facts, Name>> {
  return { message, hint, ...(means && { means }), ...(inPulumi && { inPulumi }) };
}

/** Destroy and refresh run no program, and the state holds the `connection` of a resource as the last up left it. */
const configurationOfLastUp =
  "`pulumi refresh` and `pulumi destroy` use the configuration of the last `pulumi up`: after a change, run `pulumi up` first, " +
  "or add --run-program (which does not help a resource with a `connection` of its own).";

/** What a new user reads first, in lines that fit a terminal of 80 columns. */
const waysToConfigure = [
  "Give URL, user and secret in one of these places.",
  "The stack's configuration:",
  "  pulumi config set jenkins:url https://…",
  "  pulumi config set jenkins:username …",
  "  pulumi config set --secret jenkins:apiToken     (or jenkins:password)",
  "The environment: JENKINS_URL, JENKINS_USER_ID, and JENKINS_API_TOKEN or",
  "  JENKINS_PASSWORD.",
  "The resource: a `connection`, or a `controller` of jenkins:controllers.",
].join("\n    ");

/** The only way to remove a token from the state when nobody can revoke it any more. */
const goneForGood =
  "If the controller no longer exists, remove its tokens from the state: `pulumi state delete URN` " +
  "(`pulumi stack --show-urns` lists them).";

/** Every error of this package: stable code, what failed, and what to do. */
const catalogue = {
  // The connection.
  connectionMissing: entry(
    () => "No Jenkins connection is configured.",
    () => waysToConfigure,
    undefined,
    configurationOfLastUp,
  ),
  connectionInvalid: entry<"problems">(
    ({ problems }) => problems.map(({ path, reason }) => `${path}: ${reason}`).join("\n"),
    () =>
      "Correct these settings, or restore what was removed. All settings of a connection come from one source: the " +
      "resource, the stack's configuration, or the environment.",
    undefined,
    configurationOfLastUp,
  ),

  // The controller can't be reached.
  unreachable: entry<"url" | "reason">(
    ({ url, reason }) => `Jenkins at ${url} can't be reached: ${reason}.`,
    () =>
      "Check the URL (host and port), that the controller runs, and that this machine can connect to it, directly or " +
      "through the connection's `proxy`. If the controller is starting, set the connection's `waitForReadySeconds`.",
    "absent",
    goneForGood,
  ),
  unknownHost: entry<"url" | "reason">(
    ({ url, reason }) => `The host of ${url} is unknown: ${reason}.`,
    () =>
      "Check the spelling of the host, and that this machine's DNS (or its VPN) resolves it. If only a proxy can resolve " +
      "it, set the connection's `proxy`, or HTTPS_PROXY and HTTP_PROXY in the environment.",
    "absent",
    goneForGood,
  ),
  timedOut: entry<"url" | "reason">(
    ({ url, reason }) => `Jenkins at ${url} did not respond in time: ${reason}.`,
    () => "Check the controller's load, or raise the connection's `requestTimeoutSeconds` (default 30).",
    "busy",
  ),
  connectionBroken: entry<"url" | "reason">(
    ({ url, reason }) => `The connection to Jenkins at ${url} broke: ${reason}.`,
    ({ url }) =>
      "Run it again. If it fails again, read the controller's log and check the proxies in front of it. " +
      (url.startsWith("http:")
        ? "If the controller uses TLS on that port, `url` must start with https://."
        : "If the controller requires a client certificate, it may reject `clientCert`."),
  ),
  interrupted: entry<"url">(
    ({ url }) => `The operation was interrupted before Jenkins at ${url} responded.`,
    () => "Run it again.",
  ),
  notHttp: entry<"url" | "reason">(
    ({ url, reason }) => `The server at ${url} does not use HTTP: ${reason}.`,
    () => "Check the port of the URL, and whether the URL must start with https://.",
  ),
  httpsWanted: entry<"url" | "response">(
    ({ url, response }) => `The server at ${url} requires https: ${response}.`,
    () => "Change `url` of the connection so that it starts with https://.",
  ),
  responseTooLarge: entry<"url" | "reason">(
    ({ url, reason }) => `The response from ${url} is too large: ${reason}.`,
    () =>
      "Jenkins sends no such response. Check that `url` of the connection leads to Jenkins, and check the proxies in " +
      "front of it.",
  ),
  requestInvalid: entry<"url" | "reason">(
    ({ url, reason }) => `The request to ${url} is not valid HTTP and was not sent: ${reason}.`,
    ({ url }) =>
      "Check `headers` and `proxy` of the connection for characters that HTTP doesn't allow, and check that " +
      `${url}/crumbIssuer/api/json shows the crumb of a Jenkins.`,
  ),

  // TLS.
  tlsUnknownIssuer: entry<"url" | "reason">(
    ({ url, reason }) =>
      `The certificate of ${url} was issued by an authority that this machine does not trust: ${reason}.`,
    () =>
      "Set the connection's `caCert` to the authority's certificate (PEM text or a file), or NODE_EXTRA_CA_CERTS for all " +
      "of Node.js. A self-signed certificate is its own authority. If the system trusts the authority already, set " +
      "NODE_OPTIONS=--use-system-ca.",
  ),
  tlsExpired: entry<"url" | "reason">(
    ({ url, reason }) => `The certificate of ${url} is expired or not valid yet: ${reason}.`,
    () =>
      "Renew the certificate of the controller (or of the proxy in front of it), and check this machine's clock. Until " +
      "then `insecureSkipTlsVerify` turns the check off; anyone on the network path can then read the credentials.",
  ),
  tlsWrongHost: entry<"url" | "reason">(
    ({ url, reason }) => `The certificate of ${url} is for another host: ${reason}.`,
    () => "Use a host in `url` that the certificate names, or have the certificate issued for this host too.",
  ),
  tlsClientCertificate: entry<"url" | "reason">(
    ({ url, reason }) =>
      `The server at ${url} requires a client certificate, or rejects the one it received: ${reason}.`,
    () =>
      "Set the connection's `clientCert` and `clientKey` (PEM text or files), issued by an authority that the server " +
      "accepts.",
  ),
  tlsNotSpoken: entry<"url" | "reason">(
    ({ url, reason }) => `The server at ${url} does not use TLS: ${reason}.`,
    () => "Check the port of `url`. If the controller has no TLS, `url` must start with http://.",
  ),
  tls: entry<"url" | "reason">(
    ({ url, reason }) => `The TLS connection to ${url} failed: ${reason}.`,
    () =>
      "Check that the server supports a current version of TLS with a certificate that is valid for servers. Some " +
      "servers end the handshake like this when they require a client certificate (`clientCert` and `clientKey` of the " +
      "connection).",
  ),

  // The proxy.
  proxyUnreachable: entry<"url" | "reason">(
    ({ url, reason }) => `The proxy for ${url} can't be reached: ${reason}.`,
    () =>
      "Check the connection's `proxy`, or HTTPS_PROXY and HTTP_PROXY in the environment. Add controllers that need no " +
      "proxy to NO_PROXY. For a proxy with https://, `caCert` can hold its authority too.",
  ),
  proxyRefused: entry<"url" | "reason">(
    ({ url, reason }) => `The proxy refuses to connect to ${url}: ${reason}.`,
    () =>
      "Allow the proxy to connect to that host and port. If no proxy is needed, add the host to NO_PROXY, or remove " +
      "`proxy` from the connection.",
  ),
  proxyAuthentication: entry<"url" | "reason">(
    ({ url, reason }) => `The proxy for ${url} requires a login: ${reason}.`,
    () =>
      "Add user and password to the proxy's URL, http://user:password@proxy:3128 (special characters percent-encoded), " +
      "in the connection's `proxy` or in HTTPS_PROXY.",
  ),

  // The response is not Jenkins'.
  starting: entry<"url">(
    ({ url }) => `Jenkins at ${url} is still starting (503).`,
    () => "Run it again when the controller is up, or set the connection's `waitForReadySeconds`.",
    "busy",
  ),
  unavailable: entry<"url" | "status">(
    ({ url, status }) => `Jenkins at ${url}, or a proxy in front of it, is unavailable (${status}).`,
    () =>
      "Run it again. If it fails again, check the controller and the proxies in front of it. If a load balancer needs " +
      "time to fail over, raise the connection's `maxRetries` or `waitForReadySeconds`.",
    "busy",
  ),
  notJenkins: entry<"url" | "status">(
    ({ url, status }) => `The server at ${url} is not Jenkins (${status}).`,
    ({ url }) =>
      `Check the URL. Jenkins often runs under a context path: try ${otherPath(url)}. ` +
      "The right URL shows the Jenkins login page when you add /login.",
    "absent",
  ),
  wrongPath: entry<"url" | "realUrl">(
    ({ url, realUrl }) => `Jenkins responds at ${realUrl}, but not at ${url}.`,
    ({ realUrl }) =>
      `Set \`url\` of the connection to ${realUrl}. Its path must be exactly the controller's context path, or empty.`,
    "absent",
  ),
  redirected: entry<"url" | "location" | "realUrl">(
    ({ url, location }) =>
      `${url} redirects to ${location}. The provider does not follow redirects with credentials.`,
    ({ url, realUrl }) =>
      url.startsWith("https:") && realUrl.startsWith("http:")
        ? "That would be without TLS. Most likely the proxy in front of Jenkins does not report that the request came " +
          "over https: configure it to send X-Forwarded-Proto."
        : `If the controller is there, set \`url\` of the connection to ${realUrl}.`,
    "absent",
  ),
  singleSignOn: entry<"url" | "response" | "usesApiToken">(
    ({ url, response }) => `${url} responds with a login page (${response}) instead of a result.`,
    ({ usesApiToken }) =>
      usesApiToken
        ? "Jenkins itself never asks for a login when the request has an API token, so this is a gateway in front of " +
          "Jenkins: send what it requires with `headers` of the connection, or configure it to let HTTP Basic through."
        : "The controller uses single sign-on, which accepts no password from programs. Log in with an API token " +
          "(`apiToken`): create the first one in the web UI. If a gateway in front of Jenkins shows this page, send what " +
          "it requires with `headers` of the connection.",
    "closed",
  ),
  webSessionOver: entry<"url" | "login">(
    ({ url, login }) =>
      `Jenkins at ${url} accepts no API token of '${login}' while '${login}' has no web session: the plugin oic-auth leads ` +
      "such requests to its login page unless its setting `allowTokenAccessWithoutOicSession` is on.",
    ({ login }) =>
      "Turn the setting on in the security realm of the controller. Until then, API tokens of a user work only while the user " +
      `is logged in in a browser: let '${login}' log in there and run it again.`,
  ),
  gatewayRefused: entry<"url" | "status">(
    ({ url, status }) => `A gateway in front of Jenkins at ${url} refused the request (${status}).`,
    () =>
      "Jenkins did not receive the request. If the gateway requires a header, set it in `headers` of the connection. " +
      "Otherwise ask its administrator to allow requests from this machine.",
  ),

  // The login.
  loginLost: entry<"url" | "login">(
    ({ url, login }) => `Jenkins at ${url} treated the request from '${login}' as anonymous (403).`,
    () => "A proxy or gateway is removing the Authorization header; configure it to forward HTTP Basic.",
  ),
  wrongCredentials: entry<"url" | "login">(
    ({ url, login }) => `Jenkins at ${url} refused the login of '${login}' (401).`,
    () =>
      "Check the username (the Jenkins user ID, not the full name) and the API token or password. Jenkins refuses a " +
      "revoked or expired API token in the same way: if the tokens of this login are lost, create a new API token in the " +
      "web UI, put it into the configuration, and run `pulumi up`, then `pulumi up --refresh`. Where users come from single " +
      "sign-on, Jenkins accepts no password: log in with an API token.",
    undefined,
    configurationOfLastUp,
  ),
  refusalUnverified: entry<"url" | "response">(
    ({ url, response }) =>
      `Jenkins at ${url} refused a login (401), and its login page does not show whether it is up (${response}).`,
    () =>
      "A controller that is starting refuses valid logins too. If a gateway in front of Jenkins responds at /login, " +
      "configure it to forward GET /login.",
  ),
  crumbRefused: entry<"url">(
    ({ url }) => `Jenkins at ${url} refused a new crumb (403 No valid crumb was included in the request).`,
    () =>
      "A crumb belongs to a session, and on older versions to a client address: check for a load balancer or proxy that " +
      "drops cookies or changes addresses. A login with an API token needs no crumb.",
  ),
  crumbWanted: entry<"url" | "login">(
    ({ url, login }) =>
      `Jenkins at ${url} requires a crumb from '${login}', as from a user without an API token (403 No valid crumb was ` +
      "included in the request).",
    () =>
      "If `apiToken` of the connection holds a password, set `password` instead. If it is an API token, a proxy or " +
      "gateway is removing the Authorization header; configure it to forward HTTP Basic.",
  ),

  // What a login may do.
  adminCannotGenerate: entry<"login" | "username">(
    ({ login, username }) => `Jenkins does not let '${login}' create a token for '${username}' (403).`,
    ({ username }) =>
      "By default users create tokens for themselves only. An administrator can create them for others on a controller " +
      "started with -Djenkins.security.ApiTokenProperty.adminCanGenerateNewTokens=true, or in the script console. " +
      `Otherwise log in as '${username}'.`,
    "refused",
  ),
  notPermitted: entry<"login" | "permission">(
    ({ login, permission }) =>
      `Jenkins rejects the request: '${login}' is missing the permission ${permission} (403).`,
    () => "Log in as the user who is to own the token, with Overall/Read, or as an administrator.",
    "refused",
  ),
  scriptConsoleForbidden: entry<"login" | "url">(
    ({ login, url }) => `Jenkins at ${url} does not let '${login}' use the script console (403).`,
    () =>
      "The script console requires the permission Overall/Administer. Log in as an administrator, or as the user who is " +
      "to own the token.",
    "refused",
  ),
  scriptFailed: entry<"url" | "reason">(
    ({ url, reason }) => `The script console of Jenkins at ${url} failed: ${reason}`,
    () =>
      "Read the controller's log: a plugin may restrict or replace the script console. To do without it, log in as the " +
      "user who is to own the token, or start the controller with " +
      "-Djenkins.security.ApiTokenProperty.adminCanGenerateNewTokens=true.",
    "closed",
  ),

  // The owner of the token.
  unknownUser: entry<"username" | "url">(
    ({ username, url }) => `Jenkins at ${url} has no user '${username}' (404).`,
    () =>
      "Check `username`: it is the user ID as in the address of the user's page, /user/<id>/, not the full name. Jenkins " +
      "knows a user of a directory or of single sign-on only after the first login.",
    "noOwner",
  ),
  userIdBlocked: entry<"username" | "url" | "character" | "encoded">(
    ({ username, url, character, encoded }) =>
      `A proxy or server in front of Jenkins at ${url} refuses the path of the user '${username}', which holds the character ` +
      `'${character}' (${encoded}).`,
    ({ encoded }) =>
      `Configure the proxy and the servlet container to forward ${encoded} as it is. Otherwise log in as an administrator, ` +
      'and set `method` to "scriptConsole": its path holds no user ID.',
    "closed",
  ),
  noApiTokenProperty: entry<"username" | "url">(
    ({ username, url }) =>
      `The user '${username}' of Jenkins at ${url} can't have API tokens: the property for them is missing.`,
    ({ username }) =>
      `Let '${username}' log in once. If that does not help, check the security realm and its plugins: some remove the ` +
      "property.",
    "noOwner",
  ),

  // What this version of Jenkins can do.
  noTokenApi: entry<"url">(
    ({ url }) => `Jenkins at ${url} is older than 2.129 and has no named API tokens.`,
    () => 'Set `method` to "legacy" (or "auto"): it changes the one token that a user of such a version has.',
    "refused",
  ),
  fixedValueNotSupported: entry<"url">(
    ({ url }) => `Jenkins at ${url} is older than 2.260 and does not accept a token with a given value.`,
    () => "Remove `fixedValue`, or update the controller.",
  ),
  expiryNotSupported: entry<"url" | "version">(
    ({ url, version }) =>
      `Jenkins ${version} at ${url} does not support tokens that expire: that requires 2.548 (LTS 2.555.1).`,
    () =>
      "It would create a token that never expires. Remove the expiry and let `rotateAfterDays` rotate the token, or " +
      "update the controller.",
  ),
  expiryInThePast: entry<"url" | "expiresOn">(
    ({ url, expiresOn }) => `Jenkins at ${url} rejects the expiry ${expiresOn} because it is in the past.`,
    () => "Set `expiresOn` to a future day, in the controller's calendar.",
  ),
  legacyDisabled: entry<"url" | "username">(
    ({ url, username }) =>
      `Jenkins at ${url} creates no legacy token for '${username}': legacy tokens are switched off there.`,
    () => 'Set `method` to "auto": this version has named API tokens, which are better in every respect.',
  ),
  legacyHidden: entry<"login" | "username">(
    ({ login, username }) =>
      `Jenkins does not show the legacy token of '${username}' to '${login}': this version shows it to its owner only.`,
    ({ username }) => `Log in as '${username}'.`,
  ),
  legacyTaken: entry<"username">(
    ({ username }) =>
      `Another resource already manages the legacy token of '${username}': a user has only one.`,
    () => "Declare it once, and pass its outputs to all consumers.",
  ),
  adoptTaken: entry<"tokenUuid">(
    ({ tokenUuid }) =>
      `The token ${tokenUuid} can't be adopted: another resource of this stack already manages it.`,
    () => "Declare it once, and pass its outputs to all consumers.",
  ),
  connectedController: entry<"url">(
    ({ url }) =>
      `${url} is a CloudBees controller that takes its users from an operations center: a token created here is removed ` +
      "when its user logs out.",
    () =>
      "Create the token at the operations center: use its address as `url` of the connection. To create it here " +
      "nonetheless, set `allowConnectedController: true`.",
  ),

  // A token that is adopted.
  adoptRefused: entry<"username" | "tokenUuid">(
    ({ username, tokenUuid }) =>
      `The token ${tokenUuid} can't be adopted: Jenkins refuses its value for '${username}' (401).`,
    () =>
      "Check `adopt.tokenValue` and `username`. If the token was adopted before and has been rotated or revoked since, " +
      "remove `adopt`: the provider then creates a new token.",
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
      `The token ${tokenUuid} can't be adopted: '${username}' has no token with that UUID.`,
    () =>
      "Check `adopt.tokenUuid` and `username`. The UUID is the id of the token's card on the user's security page: " +
      "`document.querySelectorAll('.token-card')` in the browser's console shows all of them. If the token was adopted " +
      "before and has been revoked since, remove `adopt`: the provider then creates a new token.",
  ),

  // A token that exists or existed.
  tokenNotFound: entry<"username" | "tokenUuid">(
    ({ username, tokenUuid }) => `'${username}' no longer has the token ${tokenUuid}.`,
    () => "It was revoked outside Pulumi. Run `pulumi refresh`, then `pulumi up` to create a new one.",
  ),
  notAtNewUrl: entry<"url" | "username" | "tokenUuid">(
    ({ url, username, tokenUuid }) =>
      `Jenkins at ${url}, where the connection leads now, has no working token ${tokenUuid} of '${username}'.`,
    () =>
      "If that is another controller, bump `version`: `pulumi up` then creates a token there and revokes the old one where it " +
      "was created. If the URL is wrong, correct it.",
  ),
  stateInvalid: entry<"problems">(
    ({ problems }) =>
      `The state of the token is damaged: ${problems.map(({ path, reason }) => `${path} ${reason}`).join(", ")}.`,
    () =>
      "Somebody changed the state by hand. Correct it with `pulumi state edit`, or restore an older state: `pulumi stack export " +
      "--version N`, then `pulumi stack import`. If that is not possible, revoke the token on its user's security page and remove " +
      "it from the state: `pulumi state delete URN` (`pulumi stack --show-urns` lists them).",
  ),
  ownerChanged: entry<"username" | "tokenName" | "owner">(
    ({ username, tokenName, owner }) =>
      `The token '${tokenName}' of '${username}' is being replaced by one of '${owner}', since the provider now logs in as ` +
      `'${owner}' and the program names no owner. The token of '${username}' was not revoked.`,
    ({ username, owner }) =>
      `Set \`username: "${username}"\` (or "${owner}", if that is what you want) and run \`pulumi up\` again. Set it ` +
      "before you use --replace.",
  ),
  tokenRefused: entry<"username" | "tokenName">(
    ({ username, tokenName }) =>
      `Jenkins created the token '${tokenName}' of '${username}' but refuses it (401). The provider revoked it again.`,
    ({ username }) =>
      `Check that '${username}' is the user ID, as in the address of the user's page, and not the full name. Then check ` +
      "how the controller authenticates users: a security realm may not accept API tokens of this user.",
  ),
  wrongOwner: entry<"tokenName" | "username" | "owner">(
    ({ tokenName, username, owner }) =>
      `A request with the new token '${tokenName}' is logged in as '${owner}' instead of '${username}'. The provider ` +
      "revoked the token again.",
    () =>
      "A proxy or gateway in front of Jenkins logs requests in by itself: configure it to forward HTTP Basic.",
  ),
  tokenNotVerified: entry<"username" | "tokenName" | "reason">(
    ({ username, tokenName, reason }) =>
      `The token '${tokenName}' of '${username}' was created and is kept, but could not be verified: ${reason}`,
    ({ username }) =>
      "Run `pulumi up` again: it verifies the token. If Jenkins fails (500) each time, the security realm no longer " +
      `knows '${username}': remove the token from the program, which revokes it.`,
  ),
  generateOutcomeUnknown: entry<"username" | "tokenName" | "reason" | "url">(
    ({ username, tokenName, reason }) =>
      `It is unknown whether Jenkins created a token '${tokenName}' for '${username}': ${reason}`,
    ({ url, username }) =>
      `Open ${securityPage(url, username)}, revoke the orphaned token there, and run \`pulumi up\` again.`,
  ),
  revokeOutcomeUnknown: entry<"username" | "tokenUuid" | "reason">(
    ({ username, tokenUuid, reason }) =>
      `It is unknown whether the token ${tokenUuid} of '${username}' is revoked: ${reason}`,
    () =>
      "Run it again: revoking a revoked token is safe. To keep the token in the program after all, run `pulumi refresh` " +
      "before `pulumi up`, which then creates a new one if this one is missing.",
  ),
  stillActive: entry<"username" | "tokenUuid" | "url">(
    ({ username, tokenUuid }) => `The token ${tokenUuid} of '${username}' still works after it was revoked.`,
    ({ url, username }) =>
      `Open ${securityPage(url, username)} and check whether the token is listed. If it is not, a proxy or gateway in ` +
      "front of Jenkins logs requests in by itself.",
  ),
  ownCredential: entry<"username" | "tokenUuid">(
    ({ username, tokenUuid }) =>
      `The provider logs in with the token ${tokenUuid} of '${username}'; revoking it would lock the provider out.`,
    () =>
      "Give the provider another login (a password, or another API token) and run it again. `pulumi destroy` revokes " +
      "this token too, as the last one of the stack.",
  ),

  // Everything else.
  internalError: entry<"url" | "status">(
    ({ url, status }) => `Jenkins at ${url} failed to process the request (${status}).`,
    () => "Read the controller's log for the reason. Then run it again.",
  ),
  unexpectedResponse: entry<"url" | "status">(
    ({ url, status }) => `The response of Jenkins at ${url} is not one that the provider knows (${status}).`,
    () =>
      "Check whether a proxy or gateway responds in place of Jenkins. If not, please report this with the Jenkins version.",
  ),
};

/** Stable name of an error; scripts may match on it. */
export type JenkinsErrorCode = keyof typeof catalogue;

/** All codes, in the order of the catalogue. */
export const jenkinsErrorCodes = Object.keys(catalogue) as readonly JenkinsErrorCode[];

/** The facts that the entry of a code needs. */
export type FactsOf<Code extends JenkinsErrorCode> = Parameters<(typeof catalogue)[Code]["message"]>[0];

/** The entry of a code. */
export function entryOf<Code extends JenkinsErrorCode>(code: Code): Entry<FactsOf<Code>> {
  return catalogue[code] as Entry<FactsOf<Code>>;
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
