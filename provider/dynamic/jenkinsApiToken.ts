import * as pulumi from "@pulumi/pulumi";
import { warnOfConfiguration } from "./configurationWarnings.ts";
import { dynamicProvider } from "./dynamicProvider.ts";

/** How to reach a controller, and as whom. Give one of `apiToken` and `password`. */
export interface ConnectionArgs {
  /** URL of the controller with its context path, such as `https://ci.example.com/jenkins`. */
  url: pulumi.Input<string>;
  /** User ID to log in with. */
  username: pulumi.Input<string>;
  /** An API token of that user. */
  apiToken?: pulumi.Input<string>;
  /** The password of that user. */
  password?: pulumi.Input<string>;
  /** Authority to trust besides the usual ones: PEM text, or the path of a file. */
  caCert?: pulumi.Input<string>;
  /** Certificate to show to the controller: PEM text, or the path of a file. Goes with `clientKey`. */
  clientCert?: pulumi.Input<string>;
  /** Key of `clientCert`: PEM text, or the path of a file. */
  clientKey?: pulumi.Input<string>;
  /** Trust any certificate; anybody on the way can read the credentials then. Default: false. */
  insecureSkipTlsVerify?: pulumi.Input<boolean>;
  /** URL of a proxy, with its credentials if it wants any. Default: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`. */
  proxy?: pulumi.Input<string>;
  /** Headers to send with each request, as a gateway may want them. */
  headers?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** How long Jenkins may take to answer a request, in seconds. Default: 30. */
  requestTimeoutSeconds?: pulumi.Input<number>;
  /** How often a request that failed for a passing reason is tried again. Default: 4. */
  maxRetries?: pulumi.Input<number>;
  /** How long to wait for a controller that is starting, in seconds. Default: 0. */
  waitForReadySeconds?: pulumi.Input<number>;
}

/** A token that somebody made before, as in the web UI. */
export interface AdoptArgs {
  /** Its UUID: the id of its card on the user's security page. */
  tokenUuid: pulumi.Input<string>;
  /** Its value, as Jenkins showed it once. */
  tokenValue: pulumi.Input<string>;
}

/** What a {@link JenkinsApiToken} can be told; all of it is optional. */
export interface JenkinsApiTokenArgs {
  /** Jenkins user ID that owns the token. Default: the user that logs in when the resource is made. Another owner is another token. */
  username?: pulumi.Input<string>;
  /** Name that Jenkins shows. Default: the resource's name and seven random hex digits. Changed in place. */
  tokenName?: pulumi.Input<string>;
  /** Another version is another token: bump it to rotate. */
  version?: pulumi.Input<number | string>;
  /** Anything; a change in it rotates the token. */
  triggers?: pulumi.Input<Record<string, unknown>>;
  /**
   * How long the token works, in days of the controller's calendar. Takes Jenkins 2.548 (LTS 2.555.1). Changing it
   * rotates. Default: it never expires.
   */
  expiresInDays?: pulumi.Input<number>;
  /** The last day on which the token works, `YYYY-MM-DD`; instead of `expiresInDays`. Changing it rotates. */
  expiresOn?: pulumi.Input<string>;
  /** The first `pulumi up` so many days after the token was made rotates it. Default: never. */
  rotateAfterDays?: pulumi.Input<number>;
  /** The first `pulumi up` within so many days of the expiry rotates the token. Goes with `expiresInDays`. Default: never. */
  rotateBeforeExpiryDays?: pulumi.Input<number>;
  /**
   * After a rotation the previous token works on for so many days; the first `pulumi up` after that revokes it. No more
   * than there are to the next rotation and to the expiry. Default: it is revoked at the end of the up that rotates.
   */
  overlapDays?: pulumi.Input<number>;
  /**
   * A token that exists, to be taken over: proved, then renamed, rotated and revoked like any other. Once adopted, it
   * may be left out of the program. Another one replaces the token.
   */
  adopt?: pulumi.Input<AdoptArgs>;
  /**
   * A chosen value, so that several controllers share one secret: `11` and 32 hex digits; another resource's
   * `tokenValue` is one. Takes Jenkins 2.260. Another value is another token.
   */
  fixedValue?: pulumi.Input<string>;
  /**
   * How to make the token. Default: `auto`, the first that works of REST, the script console (for other users, as an
   * administrator), and the legacy token (before Jenkins 2.129).
   */
  method?: pulumi.Input<"auto" | "rest" | "scriptConsole" | "legacy">;
  /**
   * When to look whether the token still works: at each `pulumi refresh` (the default), at each `pulumi up` and preview
   * too, or never. One that is gone is made anew.
   */
  verifyOn?: pulumi.Input<"refresh" | "up" | "never">;
  /**
   * Make a token on a CloudBees controller even if its users come from an operations center, where it vanishes when
   * its user logs out. Default: false.
   */
  allowConnectedController?: pulumi.Input<boolean>;
  /** The name of a connection that the stack's configuration keeps under `jenkins:controllers`. */
  controller?: pulumi.Input<string>;
  /**
   * The connection, where its credentials come from another resource; kept in the state as a secret. Default: the
   * stack's configuration (`jenkins:url` and so on), else the environment (`JENKINS_URL` and so on).
   */
  connection?: pulumi.Input<ConnectionArgs>;
}

/**
 * What Kubernetes calls basic-auth: the data of a Secret of that type. Not an interface: one couldn't be given where a map of
 * strings is wanted, as there.
 */
export type BasicAuth = { username: string; password: string };

/** An API token of a Jenkins user: made and proved by `pulumi up`, rotated by a new `version`, revoked when it is no longer declared. */
export class JenkinsApiToken extends pulumi.dynamic.Resource {
  /** User ID that owns the token. */
  declare readonly username: pulumi.Output<string>;
  /** Name that Jenkins shows. */
  declare readonly tokenName: pulumi.Output<string>;
  /** UUID by which Jenkins knows the token. The resource's id too, until `overlapDays` rotates in place. */
  declare readonly tokenUuid: pulumi.Output<string>;
  /** The token: the password of HTTP Basic. Secret; Jenkins tells it once, so it lives in the state alone. */
  declare readonly tokenValue: pulumi.Output<string>;
  /** URL of the controller that the token is for. */
  declare readonly url: pulumi.Output<string>;
  /** When the token was made, in ISO 8601, UTC. */
  declare readonly createdAt: pulumi.Output<string>;
  /** The last day on which the token works, `YYYY-MM-DD`, as Jenkins set it; undefined when it never expires. */
  declare readonly expiresOn: pulumi.Output<string | undefined>;
  /** The earliest day on which a `pulumi up` rotates the token by itself, `YYYY-MM-DD`. */
  declare readonly rotateOn: pulumi.Output<string | undefined>;
  /** UUID of the token before, while `overlapDays` keeps it alive. */
  declare readonly previousTokenUuid: pulumi.Output<string | undefined>;
  /** Value of the token before, while `overlapDays` keeps it alive. Secret. */
  declare readonly previousTokenValue: pulumi.Output<string | undefined>;
  /** The earliest day on which a `pulumi up` revokes the token before, `YYYY-MM-DD`. */
  declare readonly previousRevokeOn: pulumi.Output<string | undefined>;
  /** How the token was made. */
  declare readonly method: pulumi.Output<"rest" | "scriptConsole" | "legacy" | "adopted">;
  /** The version that the token was made for. */
  declare readonly version: pulumi.Output<number | string | undefined>;
  /** The triggers that the token was made for. */
  declare readonly triggers: pulumi.Output<Record<string, unknown> | undefined>;

  constructor(name: string, args: JenkinsApiTokenArgs = {}, options: pulumi.CustomResourceOptions = {}) {
    super(
      dynamicProvider,
      name,
      {
        ...outputs,
        ...args,
        ...asSecrets(args),
        __urn: pulumi.createUrn(name, resourceType, options.parent),
      },
      pulumi.mergeOptions({ additionalSecretOutputs: secretOutputs }, options),
      "jenkins",
      "ApiToken",
    );
    warnOfConfiguration();
  }

  /** User and token in the shape of a Kubernetes basic-auth secret. Secret; made from the token, and not kept in the state. */
  get basicAuth(): pulumi.Output<BasicAuth> {
    const { username, tokenValue } = this;
    return pulumi.secret(
      pulumi.all([username, tokenValue]).apply(([user, password]) => ({ username: user, password })),
    );
  }

  /** The whole value of an `Authorization` header. Secret; made from the token, and not kept in the state. */
  get authorization(): pulumi.Output<string> {
    return this.basicAuth.apply(({ username, password }) => {
      return `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}`;
    });
  }
}

/** The type by which the engine knows dynamic resources of this class. */
const resourceType = "pulumi-nodejs:dynamic/jenkins:ApiToken";

/** Outputs that aren't inputs have to be named, without a value, for the SDK to make properties of them. */
const outputs = {
  username: undefined,
  tokenName: undefined,
  tokenUuid: undefined,
  tokenValue: undefined,
  url: undefined,
  createdAt: undefined,
  expiresOn: undefined,
  rotateOn: undefined,
  previousTokenUuid: undefined,
  previousTokenValue: undefined,
  previousRevokeOn: undefined,
  method: undefined,
  version: undefined,
  triggers: undefined,
};

const secretInputs = ["connection", "adopt", "fixedValue"] as const;

/** What is secret without an input of that name; the output of a secret input is secret too. */
const secretOutputs = ["tokenValue", "previousTokenValue"];

/** Secret inputs, whether or not the user thought of marking them. */
function asSecrets(args: JenkinsApiTokenArgs): pulumi.Inputs {
  return Object.fromEntries(
    secretInputs.flatMap((name) => (args[name] === undefined ? [] : [[name, pulumi.secret(args[name])]])),
  );
}
