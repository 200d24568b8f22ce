import { styleText } from "node:util";

const margin = "   ";
const frames = [..."⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"];
const frameMs = 100;
const clearLine = "\r\u001b[K";
const { stdout } = process;

/** Standard output for people. */
export type Terminal = ReturnType<typeof createTerminal>;

/** Redacts each line, and breaks it between words to the width of the terminal. */
export function createTerminal(redact: (text: string) => string) {
  /** A line below the others that shows what is in progress; on a terminal alone. */
  let progress = "";

  function write(line: string): void {
    stdout.write(`${stdout.isTTY ? clearLine : ""}${redact(line)}\n${progress}`);
  }

  function writeWrapped(text: string, indent: string, first = indent): void {
    const width = Math.max(60, stdout.columns ?? 100) - indent.length;
    const lines = text
      .trimEnd()
      .split("\n")
      .flatMap((line) => wrap(line, width));
    for (const [index, line] of lines.entries()) write((index === 0 ? first : indent) + line);
  }

  return {
    say: (text: string) => writeWrapped(text, ""),
    heading: (title: string) => write(`\n${styleText("bold", title)}`),
    /** A command, as a person would type it. */
    command: (text: string) => write(margin + styleText("cyan", `$ ${text}`)),
    /** What somebody did or showed. */
    fact(who: string, lines: readonly string[]) {
      for (const [index, line] of lines.entries())
        write(`${margin}${styleText("dim", (index === 0 ? who : "").padEnd(9))}${line}`);
    },
    passed: (claim: string) => writeWrapped(claim, `${margin}  `, `${margin}${styleText("green", "✓")} `),
    failed: (text: string) => writeWrapped(text, `${margin}  `, `${margin}${styleText("red", "✗")} `),
    /** A line that Pulumi prints. */
    quote: (line: string) => write(margin + styleText("dim", `| ${line}`)),
    /** Waits for work, and shows for how long it has been in progress. */
    async during<Result>(activity: string, work: () => Promise<Result>): Promise<Result> {
      if (!stdout.isTTY) return work();
      const startedMs = performance.now();
      const timer = setInterval(() => {
        const ms = performance.now() - startedMs;
        const frame = frames[Math.floor(ms / frameMs) % frames.length];
        progress = margin + styleText("dim", `${frame} ${activity}, ${Math.floor(ms / 1000)} s`);
        stdout.write(clearLine + progress);
      }, frameMs);
      try {
        return await work();
      } finally {
        clearInterval(timer);
        progress = "";
        stdout.write(clearLine);
      }
    },
  };
}

/** Breaks a line between words, and keeps its indentation. A word that is too long stays whole. */
function wrap(line: string, width: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? "";
  const parts = line.trim().match(new RegExp(`.{1,${width - indent.length}}(?= |$)|\\S+`, "g")) ?? [""];
  return parts.map((part) => indent + part.trim());
}
