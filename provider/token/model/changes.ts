import { message, own } from "../../errors/message.ts";
import type { Shown } from "../../errors/shown.ts";
import type { Properties } from "./properties.ts";

/** One difference between the state of a resource and its program. */
export interface Change {
  /** The property that differs: an input, or an output that time or Jenkins has changed. */
  readonly path: string;
  readonly kind: "add" | "update" | "delete";
  /** Whether it takes a new resource, instead of an update in place. */
  readonly replaces: boolean;
  /** What the user can not read off the property itself, in words. */
  readonly reason?: string | undefined;
}

/** The change of an input from one value to another. */
export function toChange(
  path: string,
  {
    old,
    next,
    replaces = false,
    reason,
  }: { old: unknown; next: unknown; replaces?: boolean; reason?: string | undefined },
): Change {
  const kind = old === undefined ? "add" : next === undefined ? "delete" : "update";
  return { path, kind, replaces, ...(reason === undefined ? {} : { reason }) };
}

/** Why a token is replaced or updated, in a sentence; undefined where the property that differs says it all. */
export function describeChange(state: Properties, { replaces, reason }: Change): Shown | undefined {
  if (reason === undefined) return undefined;
  const what = own(`is ${replaces ? "replaced" : "updated in place"}: ${reason}.`);
  return message`The token '${String(state.tokenName)}' of '${String(state.username)}' ${what}`;
}
