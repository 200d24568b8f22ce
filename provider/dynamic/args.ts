import type * as pulumi from "@pulumi/pulumi";

/**
 * Where to read a secret, instead of the secret itself: the state keeps the reference, not the value. Each command of Pulumi
 * reads it again, once.
 *
 * @example
 * { env: "JENKINS_API_TOKEN" }
 * @example
 * { file: "/run/secrets/jenkins" }
 * @example
 * { command: ["gcloud", "auth", "print-identity-token"] }
 */
export type SecretReference =
  | {
      /** Name of an environment variable. */
      env: pulumi.Input<string>;
      file?: undefined;
      command?: undefined;
    }
  | {
      /** Path of a file, relative to the program's folder. */
      file: pulumi.Input<string>;
      env?: undefined;
      command?: undefined;
    }
  | {
      /** A program and its arguments. It runs without a shell, for 30 seconds at most; its output is the secret. */
      command: pulumi.Input<pulumi.Input<string>[]>;
      env?: undefined;
      file?: undefined;
    };

/** A secret, or where to read it. */
export type SecretInput = pulumi.Input<string | SecretReference>;

interface ConnectionSettings {
  /** URL of the controller with its context path, such as `https://ci.example.com/jenkins`. */
  url: pulumi.Input<string>;
  /** User ID to log in with. */
  username: pulumi.Input<string>;
  /** Certificate authority to trust besides the usual ones: PEM text, or the path of a file. */
  caCert?: pulumi.Input<string>;
  /** Certificate to show to the controller: PEM text, or the path of a file. Needs `clientKey`. */
  clientCert?: pulumi.Input<string>;
  /** Key of `clientCert`: PEM text, or the path of a file. */
  clientKey?: SecretInput;
  /** Whether to accept any certificate; anyone on the network path can then read the credentials. Default: false. */
  insecureSkipTlsVerify?: pulumi.Input<boolean>;
  /**
   * URL of a proxy, with its credentials if it needs any. Default: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and
   * `NO_PROXY`.
   */
  proxy?: SecretInput;
  /** Headers to send with each request, as a gateway may need them. Their values are secrets. */
  headers?: pulumi.Input<Record<string, SecretInput>>;
  /** How long Jenkins may take to respond to a request, in seconds. Default: 30. */
  requestTimeoutSeconds?: pulumi.Input<number>;
  /** How often a request is retried that failed for a transient reason. Default: 4. */
  maxRetries?: pulumi.Input<number>;
  /** How long to wait for a controller that is starting, in seconds. Default: 0. */
  waitForReadySeconds?: pulumi.Input<number>;
}

interface ApiTokenLogin {
  /** An API token of that user. Give either it or `password`. */
  apiToken: SecretInput;
  password?: undefined;
}

interface PasswordLogin {
  /** The password of that user. Give either it or `apiToken`. */
  password: SecretInput;
  apiToken?: undefined;
}

/** How to reach a controller, and as whom. Give one of `apiToken` and `password`. */
export type ConnectionArgs = ConnectionSettings & (ApiTokenLogin | PasswordLogin);

/** A token that exists. */
export interface AdoptArgs {
  /** UUID of the token: the id of its card on the security page of its user. */
  tokenUuid: pulumi.Input<string>;
  /** Value of the token, as Jenkins showed it once. Secret. */
  tokenValue: pulumi.Input<string>;
}

interface TokenArgs {
  /**
   * Jenkins user ID that owns the token. Default: the user that logs in when the resource is created. Another owner
   * replaces the token.
   */
  username?: pulumi.Input<string>;
  /**
   * Name that Jenkins shows. Default: the resource's name and seven random hex digits. A change renames the token in
   * place.
   */
  tokenName?: pulumi.Input<string>;
  /** A number or string. Another version rotates the token. */
  version?: pulumi.Input<number | string>;
  /** A map of any values. A change in it rotates the token. */
  triggers?: pulumi.Input<Record<string, unknown>>;
  /** The first `pulumi up` this many days after the creation of the token rotates it. Default: never. */
  rotateAfterDays?: pulumi.Input<number>;
  /**
   * After a rotation, the previous token works for this many days; the first `pulumi up` after that revokes it. At
   * most the days until the next rotation and the expiry. Default: the `pulumi up` that rotates revokes it at its
   * end.
   */
  overlapDays?: pulumi.Input<number>;
  /**
   * A token that exists, to be managed from now on: it is verified, then renamed, rotated and revoked like any
   * other. Once adopted, it may stay in the program or be removed. Another one replaces the token.
   */
  adopt?: pulumi.Input<AdoptArgs>;
  /**
   * A chosen value, so that several controllers share one secret: `11` and 32 hex digits; the `tokenValue` of
   * another token is one. Needs Jenkins 2.260. A change rotates the token.
   */
  fixedValue?: pulumi.Input<string>;
  /**
   * How to create the token: `rest`, `scriptConsole` (for other users, as an administrator), `legacy` (before
   * Jenkins 2.129), or `auto`, the first of them that works. It counts when the next token is created. Default:
   * `auto`.
   */
  method?: pulumi.Input<"auto" | "rest" | "scriptConsole" | "legacy">;
  /**
   * When to check whether the token still works: `refresh` (at each `pulumi refresh`), `up` (at each `pulumi up` and
   * `pulumi preview` too) or `never`. A missing token is created again. Default: `refresh`.
   */
  verifyOn?: pulumi.Input<"refresh" | "up" | "never">;
  /**
   * Whether to create a token on a CloudBees controller even if its users come from an operations center, where the
   * token is removed when its user logs out. Default: false.
   */
  allowConnectedController?: pulumi.Input<boolean>;
}

interface ExpiresInDays {
  /**
   * How long the token works, in days of the controller's calendar. Needs Jenkins 2.548 (LTS 2.555.1). A change
   * rotates the token. Default: it never expires.
   */
  expiresInDays?: pulumi.Input<number>;
  expiresOn?: undefined;
  rotateBeforeExpiryDays?: undefined;
}

interface RotatesBeforeExpiry {
  /**
   * How long the token works, in days of the controller's calendar. Needs Jenkins 2.548 (LTS 2.555.1). A change
   * rotates the token. Default: it never expires.
   */
  expiresInDays: pulumi.Input<number>;
  /**
   * The first `pulumi up` within this many days before the expiry rotates the token. Needs `expiresInDays`. Default:
   * never.
   */
  rotateBeforeExpiryDays?: pulumi.Input<number>;
  expiresOn?: undefined;
}

interface ExpiresOn {
  /** The last day on which the token works, `YYYY-MM-DD`; instead of `expiresInDays`. A change rotates the token. */
  expiresOn?: pulumi.Input<string>;
  expiresInDays?: undefined;
  rotateBeforeExpiryDays?: undefined;
}

interface ByController {
  /** Name of a connection in `jenkins:controllers` of the configuration. */
  controller?: pulumi.Input<string>;
  connection?: undefined;
}

interface ByConnection {
  /**
   * A connection for this token alone, where its credentials come from another resource; a secret. Default:
   * `jenkins:url` and the other keys of the configuration, else `JENKINS_URL` and the other environment variables.
   */
  connection?: pulumi.Input<ConnectionArgs>;
  controller?: undefined;
}

/** The inputs of a token; all of them are optional. */
export type JenkinsApiTokenArgs = TokenArgs &
  (ExpiresInDays | RotatesBeforeExpiry | ExpiresOn) &
  (ByController | ByConnection);
