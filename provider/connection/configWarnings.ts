import { toConfigPath } from "./configPath.ts";
import { findMeant } from "./didYouMean.ts";
import { toShownName } from "./shownName.ts";

/**
 * The keys of a connection and of the stack's configuration, for the program that declares tokens, which must not load the
 * schema of connections. A test compares them.
 */
export const configKeys = [
  ...[
    "url",
    "username",
    "apiToken",
    "password",
    "caCert",
    "clientCert",
    "clientKey",
    "insecureSkipTlsVerify",
  ],
  ...["proxy", "headers", "requestTimeoutSeconds", "maxRetries", "waitForReadySeconds", "controllers"],
];

/** What a stack's configuration holds under `jenkins:`. */
export interface StackConfiguration {
  /** All values by key, such as `jenkins:url`; other namespaces too. */
  readonly values: Readonly<Record<string, string>>;
  /** Whether a value is encrypted. */
  isSecret(key: string): boolean;
}

/** Warnings of keys that mean nothing and of secrets in plain text. No failure: another provider may share the namespace. */
export function findConfigWarnings({ values, isSecret }: StackConfiguration): readonly string[] {
  const plain = Object.entries(values).filter(([key]) => key.startsWith("jenkins:") && !isSecret(key));
  return [
    ...unknownKeyWarnings(Object.keys(values)),
    ...plain.flatMap(([key, value]) => plainTextWarnings(key, value)),
  ];
}

/** Warnings of keys under `jenkins:` that no provider of this package reads. */
export function unknownKeyWarnings(keys: readonly string[]): readonly string[] {
  return keys.flatMap((key) => {
    const name = /^jenkins:(.*)$/s.exec(key)?.[1];
    if (name === undefined || configKeys.includes(name)) return [];
    const meant = findMeant(name, configKeys);
    return [
      `The stack's configuration has jenkins:${toShownName(name)}, which is not used` +
        (meant ? `; did you mean jenkins:${meant}?` : `. The keys are ${configKeys.join(", ")}.`),
    ];
  });
}

function plainTextWarnings(key: string, value: string): string[] {
  const parsed = parse(value);
  if (key !== "jenkins:controllers") return toWarnings(findPlainSecrets(key, [], key.slice(8), parsed));
  return toWarnings(
    entriesOf(parsed).flatMap(([name, connection]) =>
      entriesOf(connection).flatMap(([setting, given]) =>
        findPlainSecrets(key, [name, setting], setting, given),
      ),
    ),
  );
}

/** The paths of the secrets in a setting of a connection. */
function findPlainSecrets(key: string, path: readonly string[], setting: string, value: unknown): string[] {
  if (setting === "headers") {
    return entriesOf(value).flatMap(([name, header]) =>
      isPlain("headers", header) && /^(proxy-authorization|cookie)$/i.test(name)
        ? toConfigPath(key, ...path, name)
        : [],
    );
  }
  return isPlain(setting, value) ? [toConfigPath(key, ...path)] : [];
}

/** A reference is no secret, nor is the path of a key, nor a proxy without a login. */
function isPlain(setting: string, value: unknown): boolean {
  if (typeof value !== "string" && typeof value !== "number") return false;
  const marks: Readonly<Record<string, RegExp>> = {
    apiToken: /./,
    password: /./,
    headers: /./,
    clientKey: /-----BEGIN /,
    proxy: /^[^/]*\/\/[^/@]*:[^/@]+@/,
  };
  return marks[setting]?.test(String(value)) ?? false;
}

function toWarnings(paths: readonly string[]): string[] {
  return paths.map(
    (path) =>
      `${path} is plain text in the stack's configuration. Encrypt it: \`pulumi config set --secret --path '${path}'\` asks for the value.`,
  );
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

/** A map is JSON. */
function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : text;
  } catch {
    return text;
  }
}
