import { z } from "zod";
import type { Controllers } from "./controllers.ts";
import type { HeldToken, RecordedResource } from "./recordedState.ts";

const tokenSchema = z.object({ tokenUuid: z.string(), tokenValue: z.string() });

/** A token as the state has it. */
export type KnownToken = Readonly<z.infer<typeof tokenSchema>>;

/** What differs from run to run. */
interface Run {
  readonly controllers: Controllers;
  /** By their names. */
  readonly tokens: ReadonlyMap<string, KnownToken>;
  /** The serialized provider; it is the same in each run of a version. */
  readonly provider?: string;
}

/** The placeholders of a run, and what they stand for. */
export function toPlaceholders({ controllers, tokens, provider }: Run): Map<string, string> {
  return new Map([
    ...Object.entries(controllers).map(([name, { url }]) => [`{{${name}}}`, url] as const),
    ...[...tokens].flatMap(([name, token]) => toEntries(token, placeholdersOf(name))),
    ...(provider === undefined ? [] : [["{{provider}}", provider] as const]),
  ]);
}

/** What stands for a token of this name. */
export function placeholdersOf(name: string): KnownToken {
  return { tokenUuid: `{{${name}.tokenUuid}}`, tokenValue: `{{${name}.tokenValue}}` };
}

function toEntries({ tokenUuid, tokenValue }: KnownToken, placeholders: KnownToken) {
  const value = [placeholders.tokenValue, tokenValue] as const;
  // The UUID of a legacy token is the same in each run.
  return tokenUuid.startsWith("legacy:") ? [value] : [[placeholders.tokenUuid, tokenUuid] as const, value];
}

/** Replaces, in every text of a value, the keys of a map by what they stand for. */
export function replaceTexts<Value>(value: Value, replacements: ReadonlyMap<string, string>): Value {
  return mapTexts(value, (text) =>
    [...replacements].reduce((result, [from, to]) => result.replaceAll(from, () => to), text),
  );
}

/** Maps every text of a value, at any depth. */
export function mapTexts<Value>(value: Value, map: (text: string) => string): Value {
  const toMapped = (_: string, part: unknown) => (typeof part === "string" ? map(part) : part);
  return JSON.parse(JSON.stringify(value), toMapped) as Value;
}

/** The same replacements in the other direction. */
export function reversed(replacements: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...replacements].map(([from, to]) => [to, from]));
}

const names = ["first", "second", "third"];

/** The tokens that resources know of, oldest first, by the names that they have in placeholders. */
export function nameTokens(resources: readonly RecordedResource[]): Map<string, KnownToken> {
  const originals = resources.filter((resource) => resource.delete);
  const oldestFirst = [...originals, ...resources.filter((resource) => !resource.delete)];
  const tokens = new Map(oldestFirst.flatMap(tokensOf).map((token) => [token.tokenUuid, token]));
  return new Map([...tokens.values()].map((token, index) => [names[index] ?? `token${index}`, token]));
}

/** An adopted token may have been rotated since; an overlap keeps the previous token beside the one in use. */
function tokensOf({ outputs }: RecordedResource): KnownToken[] {
  const { adopt, previousTokenUuid, previousTokenValue, tokenUuid, tokenValue } = outputs;
  const candidates = [
    toPlain(adopt),
    { tokenUuid: previousTokenUuid, tokenValue: toPlain(previousTokenValue) },
    { tokenUuid, tokenValue: toPlain(tokenValue) },
  ];
  return candidates.flatMap((candidate) => tokenSchema.safeParse(candidate).data ?? []);
}

/** The value of a secret in an export with `--show-secrets`. */
function toPlain(value: unknown): unknown {
  const isSecret = typeof value === "object" && value !== null && "plaintext" in value;
  return isSecret ? JSON.parse(String(value.plaintext)) : value;
}

/** Which tokens of a state the controllers have, by the names of the tokens. */
export function heldTokens(
  controllers: Controllers,
  tokens: ReadonlyMap<string, KnownToken>,
): Record<string, HeldToken> {
  const held = (["current", "ancient"] as const).flatMap((controller) =>
    ["admin", "alice", "svc"].flatMap((owner) => listTokens(controllers, controller, owner)),
  );
  const byUuid = new Map(held);
  const found = [...tokens].map(([name, { tokenUuid }]) => [name, byUuid.get(tokenUuid)] as const);
  return Object.fromEntries(found.flatMap(([name, token]) => (token ? [[name, token]] : [])));
}

/** A user's tokens, each by the UUID that the state has of it. */
function listTokens(
  controllers: Controllers,
  controller: keyof Controllers,
  owner: string,
): [tokenUuid: string, HeldToken][] {
  const tokens = controllers[controller].tokens(owner);
  return tokens.map(({ uuid, name, expirationDate, legacy }) => [
    legacy ? `legacy:${owner}` : uuid,
    { controller, owner, name, ...(expirationDate && { expirationDate }), ...(legacy && { legacy }) },
  ]);
}
