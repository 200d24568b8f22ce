/** Replaces, in every text that a value holds, the keys of a map by what they stand for. */
export function replaceTexts<Value>(value: Value, replacements: ReadonlyMap<string, string>): Value {
  return mapTexts(value, (text) =>
    [...replacements].reduce((result, [from, to]) => result.replaceAll(from, () => to), text),
  );
}

/** Does something to every text that a value holds, at any depth. */
export function mapTexts<Value>(value: Value, map: (text: string) => string): Value {
  const copy: unknown = JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === "string" ? map(part) : part,
  );
  return copy as Value;
}

/** The same replacements, the other way round. */
export function reversed(replacements: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...replacements].map(([from, to]) => [to, from]));
}
