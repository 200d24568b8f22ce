import { describe, expect, it } from "vitest";
import { stateSchema } from "../../../../../provider/token/model/state.ts";
import { stories } from "../../../../states/stories.ts";
import {
  currentVersion,
  type Outputs,
  readVersion,
  recordedVersions,
  toOutputs,
} from "../../../../states/support/recordedState.ts";

const today = toOutputs(stateSchema);
const versions = recordedVersions();
const { version: current, isReleased } = currentVersion();
/** What these have written is in people's stacks. */
const older = versions.filter((version) => version !== current || isReleased);

describe("today's schema of the state", () => {
  it("is that of the states recorded last", () => {
    const version = versions.at(-1) ?? "";
    const whatToDo =
      `Today's code writes other outputs than the recorded states of ${version} have. ` +
      "Let a shape in test/states/record.test.ts have what is new, and run `npm run states:record`";
    expect(today, whatToDo).toEqual(readVersion(version).outputs);
  });

  it.each(older)("has a story for each output that %s did not write, and reads its state", (version) => {
    const { outputs: then } = readVersion(version);
    expect(findGaps({ version, then, today, stories }).join("\n")).toBe("");
  });

  it("has each output that there is a story of", () => {
    expect(Object.keys(stories).filter((output) => !(output in today))).toEqual([]);
  });
});

describe.each(versions)("the recorded states of %s", (version) => {
  const { states, outputs } = readVersion(version);
  const written = [...states.values()].flatMap(({ resources }) =>
    resources.map((resource) => Object.keys(resource.outputs).filter((output) => !output.startsWith("__"))),
  );

  it("show each output that it could write, and no other", () => {
    // The recorder's controllers show no identity on the responses that a create or a refresh gets.
    const recorded = [...new Set(written.flat()), "controllerIdentity"].toSorted();
    expect(recorded).toEqual(Object.keys(outputs).toSorted());
  });

  it("all have the outputs that it always wrote", () => {
    const always = Object.keys(outputs).filter((output) => outputs[output] === "always");
    for (const names of written) expect(names).toEqual(expect.arrayContaining(always));
  });
});

describe("an output that an older version", () => {
  const then: Outputs = { tokenUuid: "always", expiresOn: "sometimes" };
  const gaps = (added: Outputs, stories = {}) =>
    findGaps({ version: "0.1.0", then, today: { ...then, ...added }, stories });

  it("did not write needs a story", () => {
    const toldWhat =
      "0.1.0 never wrote the output 'lastUse': tell in test/states/stories.ts what a state without it means.";
    expect(gaps({ lastUse: "sometimes" })).toEqual([toldWhat]);
    expect(gaps({ lastUse: "sometimes" }, { lastUse: "Nobody has looked yet." })).toEqual([]);
  });

  it("did not write must not be required, whatever its story", () => {
    const [gap, ...more] = gaps({ lastUse: "always" }, { lastUse: "Nobody has looked yet." });
    expect(gap).toContain("0.1.0 never wrote the output 'lastUse', and today's schema requires it");
    expect(more).toEqual([]);
  });

  it("did not always write must not be required", () => {
    expect(gaps({ expiresOn: "always" })).toEqual([
      "0.1.0 sometimes wrote the output 'expiresOn', and today's schema requires it: " +
        "make it optional in provider/token/model/state.ts.",
    ]);
  });

  it("wrote is read as ever", () => {
    expect(gaps({})).toEqual([]);
    expect(gaps({ tokenUuid: "sometimes" })).toEqual([]);
  });
});

/** What has become of the outputs since a version wrote its state. */
interface OutputHistory {
  readonly version: string;
  /** What that version could write. */
  readonly then: Outputs;
  /** What today's schema describes. */
  readonly today: Outputs;
  /** What a state without an output means, by output. */
  readonly stories: Readonly<Record<string, string>>;
}

/** What keeps today's code from reading that version's state, or is left to chance: each with what to do about it. */
function findGaps({ version, then, today, stories }: OutputHistory): string[] {
  return Object.entries(today).flatMap(([output, presence]) => {
    const before = then[output] ?? "never";
    const wrote = `${version} ${before} wrote the output '${output}'`;
    return [
      ...(before !== "always" && presence === "always"
        ? [`${wrote}, and today's schema requires it: make it optional in provider/token/model/state.ts.`]
        : []),
      ...(before === "never" && !stories[output]
        ? [`${wrote}: tell in test/states/stories.ts what a state without it means.`]
        : []),
    ];
  });
}
