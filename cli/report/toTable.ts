import { styleText } from "node:util";
import type { ConnectionOrigin } from "../connection/foundConnection.ts";
import type { Report, Result } from "../doctor/doctor.ts";
import type { Clean, Subject } from "./subject.ts";
import { wrap } from "./wrap.ts";

const origins: Readonly<Record<ConnectionOrigin, string>> = {
  flags: "the command line",
  controller: "jenkins:controllers of the stack's configuration",
  config: "the stack's configuration",
  environment: "the environment",
};

const symbols: Readonly<Record<Result["status"], string>> = {
  ok: "✓",
  problem: "✗",
  none: "–",
  notLookedAt: " ",
};
const colours = { ok: "green", problem: "red", none: "dim", notLookedAt: "dim" } as const;

const methods: Readonly<Record<string, string>> = {
  rest: "by REST",
  scriptConsole: "by script console",
  legacy: "as the legacy token",
};

/** Lines no longer than this are easy to read, however wide the terminal is. */
const widest = 110;
/** The text beside the titles gets at least this much, even where it doesn't fit. */
const narrowest = 30;

/** The report as a table for people; coloured on a terminal, unless NO_COLOR is set. */
export function toTable({ report, connection, from }: Subject, clean: Clean): string {
  const { url, credentials } = connection;
  const asked = report.results.filter(({ isAsked }) => isAsked);
  const titleWidth = Math.max(...asked.map(({ title }) => title.length));
  return [
    `${url} as ${credentials.username}, from ${origins[from]}`,
    "",
    ...asked.flatMap((result) => toRows(result, titleWidth, clean)),
    "",
    toVerdict(report),
  ].join("\n");
}

function toRows({ status, title, detail, hint }: Result, titleWidth: number, clean: Clean): string[] {
  const indent = titleWidth + 6;
  const width = Math.max(Math.min(process.stdout.columns || widest, widest) - indent, narrowest);
  const [first = "", ...more] = wrap(clean(detail), width);
  const hints = hint === undefined ? [] : wrap(`→ ${clean(hint)}`, width);
  const symbol = colour(colours[status], symbols[status]);
  const text = (line: string) => (status === "ok" || status === "problem" ? line : colour("dim", line));
  return [
    `  ${symbol} ${title.padEnd(titleWidth)}  ${text(first)}`,
    ...more.map((line) => " ".repeat(indent) + text(line)),
    ...hints.map((line, index) => " ".repeat(index === 0 ? indent : indent + 2) + text(line)),
  ];
}

function toVerdict({ canMakeToken, username, method, verdict, results }: Report): string {
  if (canMakeToken) return colour("green", `A token can be made for ${username}, ${methods[`${method}`]}.`);
  if (verdict.status === "none") {
    return colour("yellow", `It can't be told whether a token can be made for ${username}.`);
  }
  const blocker = results.find(({ id }) => id === verdict.blockedBy);
  return colour(
    "red",
    `No token can be made for ${username}${blocker ? `: see the ✗ at ${blocker.title}` : ""}.`,
  );
}

function colour(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { stream: process.stdout });
}
