/**
 * What each property means: one text, for the schema of the packaged provider, the doc comments of the dynamic resource and
 * the tables of the README. A test compares them.
 */
type Descriptions = Readonly<Record<string, string>>;

/** The inputs of a token. */
export const inputDescriptions = {
  username:
    "Jenkins user ID that owns the token. Default: the user that logs in when the resource is created. Another owner replaces the token.",
  tokenName:
    "Name that Jenkins shows. Default: the resource's name and seven random hex digits. A change renames the token in place.",
  version: "A number or string. Another version rotates the token.",
  triggers: "A map of any values. A change in it rotates the token.",
  expiresInDays:
    "How long the token works, in days of the controller's calendar. Needs Jenkins 2.548 (LTS 2.555.1). A change rotates the token. Default: it never expires.",
  expiresOn:
    "The last day on which the token works, `YYYY-MM-DD`; instead of `expiresInDays`. A change rotates the token.",
  rotateAfterDays:
    "The first `pulumi up` this many days after the creation of the token rotates it. Default: never.",
  rotateBeforeExpiryDays:
    "The first `pulumi up` within this many days before the expiry rotates the token. Needs `expiresInDays`. Default: never.",
  overlapDays:
    "After a rotation, the previous token works for this many days; the first `pulumi up` after that revokes it. At most the days until the next rotation and the expiry. Default: the `pulumi up` that rotates revokes it at its end.",
  adopt:
    "A token that exists, to be managed from now on: it is verified, then renamed, rotated and revoked like any other. Once adopted, it may stay in the program or be removed. Another one replaces the token.",
  fixedValue:
    "A chosen value, so that several controllers share one secret: `11` and 32 hex digits; the `tokenValue` of another token is one. Needs Jenkins 2.260. A change rotates the token.",
  method:
    "How to create the token: `rest`, `scriptConsole` (for other users, as an administrator), `legacy` (before Jenkins 2.129), or `auto`, the first of them that works. It counts when the next token is created. Default: `auto`.",
  verifyOn:
    "When to check whether the token still works: `refresh` (at each `pulumi refresh`), `up` (at each `pulumi up` and `pulumi preview` too) or `never`. A missing token is created again. Default: `refresh`.",
  allowConnectedController:
    "Whether to create a token on a CloudBees controller even if its users come from an operations center, where the token is removed when its user logs out. Default: false.",
  controller: "Name of a connection in `jenkins:controllers` of the configuration.",
  connection:
    "A connection for this token alone, where its credentials come from another resource; a secret. Default: `jenkins:url` and the other keys of the configuration, else `JENKINS_URL` and the other environment variables.",
} as const satisfies Descriptions;

/** The outputs of a token that are no inputs, or that mean something else. */
export const outputDescriptions = {
  username: "Jenkins user ID that owns the token.",
  tokenName: "Name that Jenkins shows.",
  tokenUuid:
    "UUID by which Jenkins knows the token. Also the resource's id, until a rotation with `overlapDays` keeps the id.",
  tokenValue:
    "The token: the password of HTTP Basic. Secret. Jenkins shows it once, so only the state holds it.",
  authorization: "The whole value of an `Authorization` header. Secret.",
  basicAuth: "User and token in the shape of a Kubernetes basic-auth secret. Secret.",
  url: "URL of the controller.",
  createdAt: "When the token was created, in ISO 8601, UTC.",
  expiresOn:
    "The last day on which the token works, `YYYY-MM-DD`, as Jenkins set it. Undefined where it never expires.",
  rotateOn: "The earliest day on which a `pulumi up` rotates the token by itself, `YYYY-MM-DD`.",
  previousTokenUuid: "UUID of the previous token, while `overlapDays` keeps it.",
  previousTokenValue: "Value of the previous token, while `overlapDays` keeps it. Secret.",
  previousRevokeOn: "The earliest day on which a `pulumi up` revokes the previous token, `YYYY-MM-DD`.",
  method: "How the token was created: `rest`, `scriptConsole`, `legacy` or `adopted`.",
  version: "The version for which the token was created.",
  triggers: "The triggers for which the token was created.",
} as const satisfies Descriptions;

/** The keys of a connection, in every source. */
export const connectionDescriptions = {
  url: "URL of the controller with its context path, such as `https://ci.example.com/jenkins`.",
  username: "User ID to log in with.",
  apiToken: "An API token of that user. Give either it or `password`.",
  password: "The password of that user. Give either it or `apiToken`.",
  caCert: "Certificate authority to trust besides the usual ones: PEM text, or the path of a file.",
  clientCert: "Certificate to show to the controller: PEM text, or the path of a file. Needs `clientKey`.",
  clientKey: "Key of `clientCert`: PEM text, or the path of a file.",
  insecureSkipTlsVerify:
    "Whether to accept any certificate; anyone on the network path can then read the credentials. Default: false.",
  proxy:
    "URL of a proxy, with its credentials if it needs any. Default: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`.",
  headers: "Headers to send with each request, as a gateway may need them. Their values are secrets.",
  requestTimeoutSeconds: "How long Jenkins may take to respond to a request, in seconds. Default: 30.",
  maxRetries: "How often a request is retried that failed for a transient reason. Default: 4.",
  waitForReadySeconds: "How long to wait for a controller that is starting, in seconds. Default: 0.",
} as const satisfies Descriptions;

/** The parts of `adopt`. */
export const adoptDescriptions = {
  tokenUuid: "UUID of the token: the id of its card on the security page of its user.",
  tokenValue: "Value of the token, as Jenkins showed it once. Secret.",
} as const satisfies Descriptions;

/** The parts of `basicAuth`. */
export const basicAuthDescriptions = {
  username: "The owner of the token.",
  password: "The token.",
} as const satisfies Descriptions;

/** A token as `getApiTokens` lists it. */
export const listedTokenDescriptions = {
  tokenUuid: "UUID by which Jenkins knows the token.",
  tokenName: "Name that Jenkins shows.",
  createdAt:
    "When the token was created, `YYYY-MM-DDTHH:MM:SS`, by the clock of the controller. Undefined where Jenkins does not show it.",
  expiresOn:
    "The last day on which the token works, `YYYY-MM-DD`. Undefined where it never expires, or where Jenkins does not show it.",
  isExpired: "Whether the token has expired.",
  isLegacy: "Whether it is the user's one legacy token.",
  useCount: "How often the token was used. Undefined where Jenkins does not count.",
  lastUsedAt: "When the token was used last, as `createdAt`.",
} as const satisfies Descriptions;
