import * as pulumi from "@pulumi/pulumi";
import { shownNames } from "../token/model/shownNames.ts";
import type { JenkinsApiTokenArgs } from "./args.ts";
import { warnOfConfiguration } from "./configurationWarnings.ts";
import { dynamicProvider } from "./dynamicProvider.ts";
import { refuseImport } from "./options.ts";
import { toTriggers } from "./triggers.ts";

/**
 * What Kubernetes calls basic-auth: the data of a Secret of that type. Not an interface: one couldn't be given where a map of
 * strings is wanted, as there.
 */
export type BasicAuth = { username: string; password: string };

/**
 * An API token of a Jenkins user. `pulumi up` creates and verifies it, a new `version` rotates it, and it is revoked when
 * the program no longer declares it.
 *
 * The connection comes from the stack's configuration (`jenkins:url`, `jenkins:username`, and `jenkins:apiToken` or
 * `jenkins:password`) or from the environment (`JENKINS_URL` and so on).
 *
 * @example
 * const token = new JenkinsApiToken("deploy", { username: "svc-deploy", rotateAfterDays: 90 });
 * export const authorization = token.authorization;
 *
 * @example
 * // Through a gateway whose token is valid for an hour: each command of Pulumi reads a new one.
 * new JenkinsApiToken("deploy", {
 *   connection: {
 *     url: "https://ci.example.com",
 *     username: "svc-deploy",
 *     apiToken: { env: "JENKINS_API_TOKEN" },
 *     headers: { "Proxy-Authorization": { command: ["sh", "-c", "echo Bearer $(gcloud auth print-identity-token)"] } },
 *   },
 * });
 */
export class JenkinsApiToken extends pulumi.dynamic.Resource {
  /** Jenkins user ID that owns the token. */
  declare readonly username: pulumi.Output<string>;
  /** Name that Jenkins shows. */
  declare readonly tokenName: pulumi.Output<string>;
  /**
   * UUID by which Jenkins knows the token. Also the resource's id, until a rotation with `overlapDays` keeps the id.
   */
  declare readonly tokenUuid: pulumi.Output<string>;
  /** The token: the password of HTTP Basic. Secret. Jenkins shows it once, so only the state holds it. */
  declare readonly tokenValue: pulumi.Output<string>;
  /** URL of the controller. */
  declare readonly url: pulumi.Output<string>;
  /** When the token was created, in ISO 8601, UTC. */
  declare readonly createdAt: pulumi.Output<string>;
  /** The last day on which the token works, `YYYY-MM-DD`, as Jenkins set it. Undefined where it never expires. */
  declare readonly expiresOn: pulumi.Output<string | undefined>;
  /** The earliest day on which a `pulumi up` rotates the token by itself, `YYYY-MM-DD`. */
  declare readonly rotateOn: pulumi.Output<string | undefined>;
  /** UUID of the previous token, while `overlapDays` keeps it. */
  declare readonly previousTokenUuid: pulumi.Output<string | undefined>;
  /** Value of the previous token, while `overlapDays` keeps it. Secret. */
  declare readonly previousTokenValue: pulumi.Output<string | undefined>;
  /** The earliest day on which a `pulumi up` revokes the previous token, `YYYY-MM-DD`. */
  declare readonly previousRevokeOn: pulumi.Output<string | undefined>;
  /** How the token was created: `rest`, `scriptConsole`, `legacy` or `adopted`. */
  declare readonly method: pulumi.Output<"rest" | "scriptConsole" | "legacy" | "adopted">;
  /** The version for which the token was created. */
  declare readonly version: pulumi.Output<number | string | undefined>;
  /** The triggers for which the token was created. */
  declare readonly triggers: pulumi.Output<Record<string, unknown> | undefined>;

  constructor(name: string, args: JenkinsApiTokenArgs = {}, options: pulumi.CustomResourceOptions = {}) {
    refuseImport(name, options);
    super(
      outsideOfBundles(dynamicProvider),
      name,
      {
        ...outputs,
        ...args,
        ...asSecrets(args),
        ...("triggers" in args ? { triggers: toTriggers(name, args.triggers) } : {}),
        __urn: pulumi.createUrn(name, resourceType, options.parent),
        __secrets: findSecretNames(args),
      },
      pulumi.mergeOptions({ additionalSecretOutputs: secretOutputs }, options),
      "jenkins",
      "ApiToken",
    );
    warnOfConfiguration();
  }

  /** User and token in the shape of a Kubernetes basic-auth secret. Secret; derived from the token, and not kept in the state. */
  get basicAuth(): pulumi.Output<BasicAuth> {
    const { username, tokenValue } = this;
    return pulumi.secret(
      pulumi.all([username, tokenValue]).apply(([user, password]) => ({ username: user, password })),
    );
  }

  /** The whole value of an `Authorization` header. Secret; derived from the token, and not kept in the state. */
  get authorization(): pulumi.Output<string> {
    return this.basicAuth.apply(({ username, password }) => {
      return `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}`;
    });
  }
}

/** The type by which the engine knows dynamic resources of this class. */
const resourceType = "pulumi-nodejs:dynamic/jenkins:ApiToken";

/** Outputs that aren't inputs have to be named, without a value, for the SDK to create properties for them. */
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

/** The inputs that no message may show; undefined where there are none. A dynamic provider can't see that from their values. */
async function findSecretNames(args: JenkinsApiTokenArgs): Promise<string[] | undefined> {
  const names: string[] = [];
  for (const name of shownNames) {
    if (await pulumi.isSecret(pulumi.output(args[name]))) names.push(name);
  }
  return names.length > 0 ? names : undefined;
}

/**
 * A bundler puts its own copy of the package in place of the provider's `import`. Pulumi would fail to serialize that,
 * with hundreds of lines about undici.
 */
function outsideOfBundles(provider: pulumi.dynamic.ResourceProvider): pulumi.dynamic.ResourceProvider {
  if (/import\(.pulumi-jenkins-api-token\/lifecycle.\)/.test(String(provider.configure))) return provider;
  throw new pulumi.RunError(
    "pulumi-jenkins-api-token is bundled into the program, where it can't work. Mark it as external " +
      "(esbuild: --external:pulumi-jenkins-api-token), and keep it among the dependencies in package.json.",
  );
}
