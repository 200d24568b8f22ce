import type { Controllers } from "./controllers.ts";
import type { KnownToken } from "./tokens.ts";

/** What differs from run to run. */
export interface Run {
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
  // That of a legacy token is the same in each run.
  return tokenUuid.startsWith("legacy:") ? [value] : [[placeholders.tokenUuid, tokenUuid] as const, value];
}
