import type { OpenReader } from "../http/httpClient.ts";
import { marker } from "./scripts.ts";

/** What a script printed: lines that claim to be its result, as JSON, and everything else. */
export interface ScriptOutput {
  readonly answers: readonly string[];
  readonly rest: string;
}

export function toScriptOutput(body: string): ScriptOutput {
  const isMarked = (line: string) => line.startsWith(`${marker}:`);
  const lines = body.split(/\r?\n/);
  return {
    answers: lines.filter(isMarked).map((line) => line.slice(marker.length + 1)),
    rest: lines.filter((line) => !isMarked(line)).join("\n"),
  };
}

/** What one script lists takes less, in characters: some 250 for each token. */
const longestList = 128 * 1024 * 1024;

/** More was printed than any list of tokens takes. */
export class OutputTooLong extends Error {
  constructor() {
    super(`its response is longer than ${longestList / 1024 / 1024} MB.`);
  }
}

/** Reads the output of a script that lists tokens: it may be longer than another response, since a user may have any number. */
export function createListReader(longest = longestList): { openReader: OpenReader; text(): string } {
  let output = "";
  const openReader: OpenReader = () => {
    output = "";
    return (piece) => {
      output += piece;
      if (output.length > longest) throw new OutputTooLong();
    };
  };
  return { openReader, text: () => output };
}
