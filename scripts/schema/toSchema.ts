import type * as Descriptions from "../../provider/token/model/descriptions.ts";
import { description, resourceDescription } from "./texts.ts";

type Spec = Readonly<Record<string, unknown>>;
type Specs<Name extends string> = Readonly<Record<Name, Spec>>;

const text = { type: "string" };
const whole = { type: "integer" };
const flag = { type: "boolean" };
const secret = { secret: true };
const replaces = { willReplaceOnChanges: true };
const ref = (name: string) => ({ $ref: `#/types/jenkins:index:${name}` });
const mapOf = (values: Spec) => ({ type: "object", additionalProperties: values });
const listOf = (items: Spec) => ({ type: "array", items });
const anything = { $ref: "pulumi.json#/Any" };
/** Where a secret may also be read anew by each command. */
const secretText = { oneOf: [text, ref("SecretReference")] };

const inputs: Specs<keyof typeof Descriptions.inputDescriptions> = {
  username: { ...text, ...replaces },
  tokenName: text,
  version: { oneOf: [{ type: "number" }, text] },
  triggers: mapOf(anything),
  expiresInDays: whole,
  expiresOn: text,
  rotateAfterDays: whole,
  rotateBeforeExpiryDays: whole,
  overlapDays: whole,
  adopt: { ...ref("Adopt"), ...replaces },
  fixedValue: { ...text, ...secret },
  method: ref("Method"),
  verifyOn: ref("VerifyOn"),
  allowConnectedController: flag,
  controller: text,
  connection: { ...ref("Connection"), ...secret },
};

const outputs: Specs<keyof typeof Descriptions.outputDescriptions> = {
  username: text,
  tokenName: text,
  tokenUuid: text,
  tokenValue: { ...text, ...secret },
  authorization: { ...text, ...secret },
  basicAuth: { ...ref("BasicAuth"), ...secret },
  url: text,
  createdAt: text,
  expiresOn: text,
  rotateOn: text,
  previousTokenUuid: text,
  previousTokenValue: { ...text, ...secret },
  previousRevokeOn: text,
  method: text,
  version: inputs.version,
  triggers: inputs.triggers,
};

const requiredOutputs = [
  ...["username", "tokenName", "tokenUuid", "tokenValue", "authorization", "basicAuth", "url", "createdAt"],
  "method",
];

/** The keys of a connection; those of the provider's configuration are texts, since SDKs write all else as JSON. */
const connection = (secretType: Spec): Specs<keyof typeof Descriptions.connectionDescriptions> => ({
  url: text,
  username: text,
  apiToken: { ...secretType, ...secret },
  password: { ...secretType, ...secret },
  caCert: text,
  clientCert: text,
  clientKey: { ...secretType, ...secret },
  insecureSkipTlsVerify: flag,
  proxy: { ...secretType, ...secret },
  headers: { ...mapOf(secretType), ...secret },
  requestTimeoutSeconds: { type: "number" },
  maxRetries: whole,
  waitForReadySeconds: { type: "number" },
});

const basicAuth: Specs<keyof typeof Descriptions.basicAuthDescriptions> = {
  username: text,
  password: { ...text, ...secret },
};

const listedToken: Specs<keyof typeof Descriptions.listedTokenDescriptions> = {
  tokenUuid: text,
  tokenName: text,
  createdAt: text,
  expiresOn: text,
  isExpired: flag,
  isLegacy: flag,
  useCount: whole,
  lastUsedAt: text,
};

/** The schema of the Pulumi package `jenkins`. */
export function toSchema(descriptions: Omit<typeof Descriptions, "default">) {
  const { adoptDescriptions, basicAuthDescriptions, connectionDescriptions } = descriptions;
  const { inputDescriptions, outputDescriptions, listedTokenDescriptions } = descriptions;
  const configuration = {
    ...describe(connection(text), connectionDescriptions),
    controllers: {
      ...mapOf(ref("Connection")),
      ...secret,
      description: "Connections by name, for the input `controller` of a token.",
    },
  };
  return {
    name: "jenkins",
    displayName: "Jenkins",
    description,
    keywords: ["pulumi", "jenkins", "category/infrastructure", "kind/native"],
    license: "Apache-2.0",
    config: { variables: configuration },
    types: {
      "jenkins:index:Connection": object(
        "How to reach a controller, and as whom. Give one of `apiToken` and `password`.",
        describe(connection(secretText), connectionDescriptions),
        ["url", "username"],
      ),
      "jenkins:index:SecretReference": object(
        "Where to read a secret: the state keeps the reference, not the value. Give one of the three.",
        {
          env: { ...text, description: "Name of an environment variable." },
          file: { ...text, description: "Path of a file." },
          command: {
            ...listOf(text),
            description: "A command and its arguments; it is run without a shell.",
          },
        },
      ),
      "jenkins:index:Adopt": object(
        "A token that exists.",
        describe({ tokenUuid: text, tokenValue: { ...text, ...secret } }, adoptDescriptions),
        ["tokenUuid", "tokenValue"],
      ),
      "jenkins:index:BasicAuth": object(
        "What Kubernetes calls basic-auth: the data of a Secret of that type.",
        describe(basicAuth, basicAuthDescriptions),
        ["username", "password"],
      ),
      "jenkins:index:ListedToken": object(
        "A token as Jenkins lists it, without its value.",
        describe(listedToken, listedTokenDescriptions),
        ["tokenUuid", "tokenName", "isExpired", "isLegacy"],
      ),
      "jenkins:index:Method": choice("How to create a token.", ["auto", "rest", "scriptConsole", "legacy"]),
      "jenkins:index:VerifyOn": choice("When to check whether a token still works.", [
        "refresh",
        "up",
        "never",
      ]),
    },
    provider: {
      description:
        "The connection to a controller. What is not given comes from the environment: `JENKINS_URL`, `JENKINS_USER_ID`, and " +
        "`JENKINS_API_TOKEN` or `JENKINS_PASSWORD`.",
      inputProperties: configuration,
    },
    resources: {
      "jenkins:index:ApiToken": {
        ...object(
          resourceDescription,
          { ...describe(inputs, inputDescriptions), ...describe(outputs, outputDescriptions) },
          requiredOutputs,
        ),
        inputProperties: describe(inputs, inputDescriptions),
        aliases: [{ type: "pulumi-nodejs:dynamic/jenkins:ApiToken" }],
      },
    },
    functions: {
      "jenkins:index:getApiTokens": {
        description: "The API tokens of a Jenkins user, without their values.",
        inputs: object("", {
          username: {
            ...text,
            description: "Jenkins user ID that owns the tokens. Default: the user that logs in.",
          },
          controller: { ...text, description: inputDescriptions.controller },
          connection: { ...ref("Connection"), ...secret, description: inputDescriptions.connection },
        }),
        outputs: object(
          "",
          {
            username: { ...text, description: "The user whose tokens these are." },
            url: { ...text, description: outputDescriptions.url },
            tokens: { ...listOf(ref("ListedToken")), description: "The tokens of the user." },
          },
          ["username", "url", "tokens"],
        ),
      },
    },
    language: languages,
  };
}

const languages = {
  nodejs: {
    packageName: "pulumi-jenkins",
    packageDescription: "Jenkins API tokens as code: the SDK of the Pulumi provider `jenkins`.",
    respectSchemaVersion: true,
  },
  python: {
    packageName: "pulumi_jenkins",
    respectSchemaVersion: true,
    pyproject: { enabled: true },
  },
  go: {
    importBasePath: "github.com/pulumi-jenkins/pulumi-jenkins/sdk/go/jenkins",
    respectSchemaVersion: true,
    generateResourceContainerTypes: true,
  },
  csharp: { namespaces: { jenkins: "Jenkins" }, respectSchemaVersion: true },
  java: {},
};

function object(
  description: string,
  properties: Readonly<Record<string, Spec>>,
  required: readonly string[] = [],
) {
  return { type: "object", ...(description && { description }), properties, required };
}

function choice(description: string, values: readonly string[]) {
  return { type: "string", description, enum: values.map((value) => ({ value })) };
}

function describe<Name extends string>(
  specs: Specs<Name>,
  descriptions: Readonly<Record<Name, string>>,
): Readonly<Record<string, Spec>> {
  const entries = Object.entries<Spec>(specs).map(([name, spec]) => [
    name,
    { ...spec, description: descriptions[name as Name] },
  ]);
  return Object.fromEntries(entries);
}
