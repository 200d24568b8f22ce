import { styleText } from "node:util";

const margin = "   ";
const labelWidth = 9;
const progressFrames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const frameMs = 100;

/** Where the demo tells its story. No secret gets through: everything is redacted on the way. */
export interface Terminal {
  /** A line, or several, at the left edge. */
  say(text: string): void;
  heading(number: number, title: string): void;
  /** A command, as a person would type it. */
  command(text: string): void;
  /** What somebody did or saw, under the name of who it was. */
  fact(who: string, lines: readonly string[]): void;
  passed(claim: string): void;
  /** The first line of the text is what went wrong, the others say more about it. */
  failed(text: string): void;
  /** A line of somebody else's output. */
  quote(line: string): void;
  /** Does the work, and shows meanwhile what is going on and for how long, where a line can be replaced. */
  during<Result>(activity: string, work: () => Promise<Result>): Promise<Result>;
}

/** What a terminal is made of. */
export interface TerminalOptions {
  readonly stream: NodeJS.WriteStream;
  readonly redact: (text: string) => string;
}

/** A terminal on a stream, which may be a pipe too. */
export function createTerminal({ stream, redact }: TerminalOptions): Terminal {
  const canReplaceLines = stream.isTTY && process.env.CI === undefined;
  // Colours on a terminal alone, and not where NO_COLOR is set: that is what styleText looks at.
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    styleText(format, text, { stream });
  let progress = "";

  function write(line: string): void {
    stream.write(`${canReplaceLines ? "\r\u001b[K" : ""}${redact(line)}\n${progress}`);
  }

  function writeWrapped(text: string, indent: string, first = indent): void {
    const width = Math.max(60, stream.columns ?? 100) - indent.length;
    const lines = text.split("\n").flatMap((line) => wrap(line, width));
    for (const [index, line] of lines.entries()) write((index === 0 ? first : indent) + line);
  }

  return {
    say: (text) => writeWrapped(text, ""),
    heading(number, title) {
      write("");
      write(style("bold", `${number}  ${title}`));
    },
    command: (text) => write(margin + style("cyan", `$ ${text}`)),
    fact(who, lines) {
      for (const [index, line] of lines.entries()) {
        write(`${margin}${style("dim", (index === 0 ? who : "").padEnd(labelWidth))}${line}`);
      }
    },
    passed: (claim) => writeWrapped(claim, `${margin}  `, `${margin}${style("green", "✓")} `),
    failed(text) {
      const [first = "", ...others] = text.trimEnd().split("\n");
      writeWrapped(first, `${margin}  `, `${margin}${style("red", "✗")} `);
      for (const line of others) writeWrapped(line, `${margin}  `);
    },
    quote: (line) => write(margin + style("dim", `| ${line}`)),
    async during(activity, work) {
      if (!canReplaceLines) return work();
      const startedMs = performance.now();
      const show = () => {
        const ms = performance.now() - startedMs;
        const frame = progressFrames[Math.floor(ms / frameMs) % progressFrames.length] ?? "";
        progress = margin + style("dim", `${frame} ${activity}, ${Math.floor(ms / 1000)} s`);
        stream.write(`\r\u001b[K${progress}`);
      };
      const timer = setInterval(show, frameMs);
      try {
        return await work();
      } finally {
        clearInterval(timer);
        progress = "";
        stream.write("\r\u001b[K");
      }
    },
  };
}

/** Breaks a line between words; what it is indented by stays, and a word that is too long stays whole. */
function wrap(line: string, width: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? "";
  const lines: string[] = [];
  let current = "";
  for (const word of line.trim().split(" ")) {
    if (current !== "" && indent.length + current.length + 1 + word.length > width) {
      lines.push(indent + current);
      current = word;
    } else {
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  return [...lines, indent + current];
}
