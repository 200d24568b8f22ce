import type { Problem, Properties, Tokens } from "../token/index.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What the engine keeps of an imported token. */
interface Imported {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** A token that `pulumi import` names. */
export interface ImportId {
  readonly controller?: string;
  readonly username: string;
  readonly tokenUuid: string;
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Imports a token that exists: verifies that the value in the environment is the token's, and that it is of the user named.
 *
 * @throws Error with the code `importInvalid` for an id or a value that cannot be used; JenkinsError as for `adopt`
 */
export async function importToken(
  tokens: Tokens,
  resource: string,
  id: string,
  environment: Environment,
): Promise<Imported> {
  const { controller, username, tokenUuid } = parseImportId(id);
  const { variable, tokenValue } = findImportValue(tokenUuid, environment);
  const inputs = { username, ...(controller === undefined ? {} : { controller }) };
  try {
    const checked = await tokens.check(resource, undefined, { ...inputs, adopt: { tokenUuid, tokenValue } });
    if ("problems" in checked) throw importError(checked.problems.map(toText).join(", "));
    const { adopt: _, ...outputs } = (await tokens.create(resource, checked.inputs)).outputs;
    return { id: tokenUuid, inputs, outputs };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    error.message += `\nIn an import, the UUID is the end of the id, and the value comes from ${variable}.`;
    throw error;
  }
}

/** Reads `USER/UUID` or `CONTROLLER:USER/UUID`. A user ID may hold a slash, and holds no colon. */
export function parseImportId(id: string): ImportId {
  const [, controller, username, tokenUuid = ""] = /^(?:([^:]*):)?([^:]*)\/([^/]*)$/s.exec(id) ?? [];
  if (!username || controller === "" || !uuidPattern.test(tokenUuid)) {
    // What was given is not shown: it may be the value of a token.
    throw importError(
      "The id to import must be USER/UUID, such as alice/01234567-89ab-cdef-0123-456789abcdef, or CONTROLLER:USER/UUID " +
        "for a controller of `jenkins:controllers`. The UUID of a token is the id of its card on the security page of its " +
        "user; `npx pulumi-jenkins-api-token tokens list` shows it too.",
    );
  }
  return {
    ...(controller === undefined ? {} : { controller }),
    username,
    tokenUuid: tokenUuid.toLowerCase(),
  };
}

function findImportValue(
  tokenUuid: string,
  environment: Environment,
): { readonly variable: string; readonly tokenValue: string } {
  const { JENKINS_IMPORT_TOKEN_VALUE: single, JENKINS_IMPORT_TOKEN_VALUES: several } = environment;
  const tokenValue = several ? parseValues(several).get(tokenUuid) : undefined;
  if (tokenValue !== undefined) return { variable: "JENKINS_IMPORT_TOKEN_VALUES", tokenValue };
  if (single) return { variable: "JENKINS_IMPORT_TOKEN_VALUE", tokenValue: single.trim() };
  const missing = several
    ? `JENKINS_IMPORT_TOKEN_VALUES has no value for ${tokenUuid}.`
    : "No value is given.";
  throw importError(
    `Jenkins shows the value of a token only once, so an import needs it from you. ${missing} Set JENKINS_IMPORT_TOKEN_VALUE ` +
      "to the value of the token, or, for several tokens, JENKINS_IMPORT_TOKEN_VALUES to a JSON object of values by UUID. " +
      "If nobody has the value any more, declare a new token instead and revoke this one.",
  );
}

function parseValues(text: string): ReadonlyMap<string, string> {
  try {
    const values: unknown = JSON.parse(text);
    if (typeof values === "object" && values !== null && !Array.isArray(values)) {
      const entries = Object.entries(values);
      if (entries.every(([, value]) => typeof value === "string")) {
        return new Map(entries.map(([uuid, value]) => [uuid.toLowerCase(), String(value)]));
      }
    }
  } catch {
    // The text is not shown: it holds secrets.
  }
  throw importError(
    'JENKINS_IMPORT_TOKEN_VALUES must be a JSON object of values by UUID, such as {"01234567-89ab-cdef-0123-456789abcdef": "…"}.',
  );
}

function toText({ path, reason }: Problem): string {
  return `${path}: ${reason}`;
}

function importError(message: string): Error {
  return Object.assign(new Error(message), { code: "importInvalid" });
}
