import type { Outputs } from "./recordedState.ts";

/** What has become of the outputs since a version wrote its state. */
export interface OutputHistory {
  readonly version: string;
  /** What that version could write. */
  readonly then: Outputs;
  /** What today's schema describes. */
  readonly today: Outputs;
  /** What a state without an output means, by output. */
  readonly stories: Readonly<Record<string, string>>;
}

/** What keeps today's code from reading that version's state, or is left to chance: each with what to do about it. */
export function findGaps({ version, then, today, stories }: OutputHistory): string[] {
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
