import { basename } from "node:path";
import type { PulumiSearch } from "./strategy.ts";

const STATUS_EVERY_MS = 1_000;
const LOG_EVERY_MS = 30_000;

/** Tells the person who waits how far a build has come. */
export interface GoProgress {
  /** The modules of this output are being looked up and downloaded. */
  download(output: string): void;
  /** This output is being compiled from at most so many packages; those in Go's cache are not compiled again. */
  compile(output: string, packages: number): void;
  /** Takes a line that `go` wrote to standard error. */
  onGoLine: (line: string) => void;
  stop(): void;
}

/** Starts to report: every second where a line can be replaced, else a line every 30 seconds. */
export function startGoProgress({ log, status }: Pick<PulumiSearch, "log" | "status">): GoProgress {
  const startedMs = performance.now();
  let describe = () => "starting";
  let downloaded = 0;
  let compiled = 0;

  const show = () => (status ?? log)(`  ${elapsed(performance.now() - startedMs)}: ${describe()}`);
  const timer = setInterval(show, status === undefined ? LOG_EVERY_MS : STATUS_EVERY_MS);

  return {
    download(output) {
      describe = () => `${basename(output)}: downloading modules, ${downloaded} so far`;
    },
    compile(output, packages) {
      compiled = 0;
      describe = () => `${basename(output)}: compiling packages, ${compiled} of at most ${packages}`;
    },
    onGoLine(line) {
      if (line.startsWith("go: downloading ")) downloaded += 1;
      else if (!line.includes(" ")) compiled += 1;
    },
    stop() {
      clearInterval(timer);
      status?.("");
    },
  };
}

function elapsed(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
