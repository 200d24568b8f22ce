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
