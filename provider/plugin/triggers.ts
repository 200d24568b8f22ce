import { isMap } from "./wire.ts";

/**
 * Warnings of the empty maps among triggers. The SDK of Node.js turns a `Date`, a `Map` or an instance of a class into one, and
 * nothing would show that a change in it rotates no token.
 */
export function emptyTriggers(triggers: unknown, path = "triggers"): readonly string[] {
  if (Array.isArray(triggers))
    return triggers.flatMap((item, index) => emptyItems(item, `${path}[${index}]`));
  if (!isMap(triggers)) return [];
  return Object.entries(triggers).flatMap(([key, item]) => emptyItems(item, `${path}.${key}`));
}

function emptyItems(value: unknown, path: string): readonly string[] {
  if (!isMap(value) || Object.keys(value).length > 0) return emptyTriggers(value, path);
  return [
    `${path} is an empty map, in which nothing can change. In a Node.js program, a Date, a Map, a Set and an instance of a ` +
      "class arrive as one: give a text instead, such as `date.toISOString()`.",
  ];
}
