import { expect, it } from "vitest";
import { emptyTriggers } from "../../../../provider/plugin/triggers.ts";

it.each<[triggers: unknown, paths: string[]]>([
  [undefined, []],
  [{}, []],
  [{ at: "2026-11-01", list: [], nothing: null, number: 1 }, []],
  [{ at: {} }, ["triggers.at"]],
  [{ list: [1, {}], deep: { at: {}, more: { a: 1 } } }, ["triggers.list[1]", "triggers.deep.at"]],
])("warns of each empty map among %j", (triggers, paths) => {
  expect(emptyTriggers(triggers)).toEqual(
    paths.map((path) =>
      expect.stringMatching(new RegExp(`^${path.replace(/[.[\]]/g, "\\$&")} is an empty map.*toISOString`)),
    ),
  );
});
