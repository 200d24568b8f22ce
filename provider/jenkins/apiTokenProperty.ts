import { z } from "zod";
import { JenkinsError, type JenkinsErrorContext } from "../errors/jenkinsError.ts";
import type { HttpResponse } from "../http/httpClient.ts";
import type { Form, JenkinsClient } from "./client/jenkinsClient.ts";
import { isUp } from "./controller.ts";
import { supports } from "./features.ts";
import { isFromJenkins, isPage } from "./responses/responseKinds.ts";
import { parseJson } from "./responses/toJenkinsError.ts";
import { isUuid } from "./uuid.ts";

/** A token as Jenkins shows it once, when it creates it. */
export interface GeneratedToken {
  readonly tokenUuid: string;
  readonly tokenValue: string;
  /** The last day on which it works, `YYYY-MM-DD`; undefined when it never expires. */
  readonly expiresOn?: string | undefined;
}

/** What is to be created. */
export interface TokenOrder {
  readonly username: string;
  readonly tokenName: string;
  /** A chosen value: `11` and 32 lower-case hex digits. */
  readonly fixedValue?: string | undefined;
  /** In days of the controller's calendar from its today. */
  readonly expiresInDays?: number | undefined;
  /** A day, `YYYY-MM-DD`. */
  readonly expiresOn?: string | undefined;
}

/** A response with anything else may be of something in Jenkins' place. */
export const tokenUuidSchema = z.string().refine(isUuid);
export const tokenValueSchema = z.string().regex(/^[!-~]{1,256}$/);

const answerSchema = z.union([
  z.object({
    status: z.literal("ok"),
    data: z.object({
      tokenUuid: tokenUuidSchema,
      tokenValue: tokenValueSchema.optional(),
      expirationDate: z.string().optional(),
    }),
  }),
  z.object({ status: z.literal("error"), message: z.string() }),
]);

/** Path of the user's page; the ID may hold any character. */
export function userPath(username: string): string {
  return `/user/${encodeURIComponent(username)}`;
}

/** Path of an action on a user's tokens. */
export function propertyPath(username: string, action: string): string {
  return `${userPath(username)}/descriptorByName/jenkins.security.ApiTokenProperty/${action}`;
}

/**
 * Creates a token (Jenkins 2.129 and later), or one of a chosen value (2.260 and later), with an expiry (2.548 and later).
 *
 * @throws JenkinsError `adminCannotGenerate`, `unknownUser`, `noTokenApi`, `fixedValueNotSupported`,
 *   `expiryNotSupported`, `expiryInThePast`; with `mayHaveTakenEffect` where Jenkins may have created the token without reporting it
 */
export async function generateNewToken(client: JenkinsClient, order: TokenOrder): Promise<GeneratedToken> {
  const { username, tokenName, fixedValue } = order;
  const expiry = toExpiryForm(order);
  if (expiry) await requireExpiry(client, order);
  const [action, fixed] =
    fixedValue === undefined
      ? (["generateNewToken", {}] as const)
      : (["addFixedToken", { newTokenPlainValue: fixedValue }] as const);
  const path = propertyPath(username, action);
  const form = { newTokenName: tokenName, ...fixed, ...expiry };
  // The short date of English as in Canada is 2026-12-22: Jenkins formats the expiry for its reader.
  const response = await client.post(path, form, { isIdempotent: false, language: "en-CA" });
  if (response.status === 404) await checkVersion(client, action);
  if (response.status !== 200) throw await toRefusal(client, username, path, response);
  const unexpected = () => client.unexpected("POST", path, response);
  const answer = parseJson(answerSchema, response, unexpected);
  if (answer.status === "error") throw toOrderError(client, order, answer.message, unexpected);
  const { tokenUuid, tokenValue = fixedValue, expirationDate } = answer.data;
  if (tokenValue === undefined) throw unexpected();
  // Jenkins doesn't report the expiry of a token with a chosen value; it is the requested day.
  const expiresOn = fixedValue === undefined ? expirationDate : expiry?.tokenExpiration;
  if (!expiry) return { tokenUuid, tokenValue };
  if (expiresOn !== undefined && /^\d{4}-\d\d-\d\d$/.test(expiresOn))
    return { tokenUuid, tokenValue, expiresOn };
  // It never expires, or on a day that we can't read: not what was ordered.
  await revokeToken(client, { username, tokenUuid }).catch((cause: unknown) => {
    const context = cause instanceof JenkinsError ? cause.context : {};
    throw toExpiryNotSupported(client, { ...context, mayHaveTakenEffect: true, cause });
  });
  throw toExpiryNotSupported(client);
}

function toExpiryForm({ expiresInDays, expiresOn }: TokenOrder): Record<string, string> | undefined {
  if (expiresOn !== undefined) return { expirationDuration: "custom", tokenExpiration: expiresOn };
  return expiresInDays === undefined ? undefined : { expirationDuration: String(expiresInDays) };
}

function toOrderError(
  { url }: JenkinsClient,
  { expiresOn = "" }: TokenOrder,
  message: string,
  unexpected: () => JenkinsError,
): JenkinsError {
  if (!message.includes("in the past")) return unexpected();
  return new JenkinsError("expiryInThePast", { url, expiresOn });
}

/**
 * Older versions ignore an expiry, whatever it is, and create a token that never expires. Where the version is unknown, the
 * response shows that; for a token with a chosen value it doesn't.
 */
async function requireExpiry(client: JenkinsClient, { fixedValue }: TokenOrder): Promise<void> {
  const isSupported = await supports(client, "expiry");
  const isShown = isSupported === "unknown" && fixedValue === undefined;
  if (isSupported !== true && !isShown) throw toExpiryNotSupported(client);
}

function toExpiryNotSupported(client: JenkinsClient, context: JenkinsErrorContext = {}): JenkinsError {
  const facts = { url: client.url, version: client.seenVersion() ?? "of unknown version" };
  return new JenkinsError("expiryNotSupported", facts, context);
}

/** An action that the version doesn't have is a 404, as an unknown user is. */
async function checkVersion(
  client: JenkinsClient,
  action: "generateNewToken" | "addFixedToken",
): Promise<void> {
  const { url } = client;
  if (action === "addFixedToken" && (await supports(client, "fixedValue")) === false)
    throw new JenkinsError("fixedValueNotSupported", { url });
  if ((await supports(client, "namedTokens")) === false) throw new JenkinsError("noTokenApi", { url });
}

/** Renames a token in place. False where the user has no such token. */
export async function renameToken(
  client: JenkinsClient,
  { username, tokenUuid, tokenName }: { username: string; tokenUuid: string; tokenName: string },
): Promise<boolean> {
  const path = propertyPath(username, "rename");
  const response = await change(client, username, path, { tokenUuid, newName: tokenName });
  if (response.body === "") return true; // before 2.505 the answer to a good rename is empty
  const { status } = parseJson(z.object({ status: z.enum(["ok", "error"]) }), response, () =>
    client.unexpected("POST", path, response),
  );
  return status === "ok";
}

/** Revokes a token. Jenkins doesn't report whether there was one: its response verifies nothing. */
export async function revokeToken(
  client: JenkinsClient,
  { username, tokenUuid }: { username: string; tokenUuid: string },
): Promise<void> {
  await change(client, username, propertyPath(username, "revoke"), { tokenUuid });
}

async function change(
  client: JenkinsClient,
  username: string,
  path: string,
  form: Form,
): Promise<HttpResponse> {
  const response = await client.post(path, form, { isIdempotent: true });
  // Jenkins responds with nothing or JSON; a page comes from a proxy or gateway that has done nothing.
  if (response.status !== 200 || isPage(response)) throw await toRefusal(client, username, path, response);
  return response;
}

/** What a response other than 200 to an action on a user's tokens means. */
export async function toRefusal(
  client: JenkinsClient,
  username: string,
  path: string,
  response: HttpResponse,
): Promise<JenkinsError> {
  const { url, login } = client;
  const unexpected = client.unexpected("POST", path, response);
  // Somebody else's token, without the flag: an empty 403, for administrators and others alike.
  if (response.status === 403 && response.body === "") {
    return new JenkinsError("adminCannotGenerate", { login, username }, unexpected.context);
  }
  // A wrong path is a 404 too: only where Jenkins shows elsewhere that it is here, it is the user who is missing.
  const mayBeBlocked = findEncodedCharacter(username) !== undefined && !isFromJenkins(response);
  if (response.status === 404 && !mayBeBlocked && (await isUp(client))) {
    return new JenkinsError("unknownUser", { url, username }, unexpected.context);
  }
  if (response.status === 400 && response.body.includes("ApiToken"))
    return new JenkinsError("noApiTokenProperty", { url, username }, unexpected.context);
  const character = findEncodedCharacter(username);
  if (character && [400, 403, 404].includes(response.status) && (await isUp(client)))
    return new JenkinsError("userIdBlocked", { url, username, ...character }, unexpected.context);
  return unexpected;
}

/** A character of a user ID that proxies and servlet containers may refuse in a path, although it is encoded. */
function findEncodedCharacter(username: string): { character: string; encoded: string } | undefined {
  const character = /[/\\;%]/.exec(username)?.[0];
  return character === undefined ? undefined : { character, encoded: encodeURIComponent(character) };
}
