import { styleText } from "node:util";
import type { ConnectionOrigin } from "../connection/foundConnection.ts";
import type { Report, Result } from "../doctor/doctor.ts";
import { type Clean, type Subject, toOneLine } from "./subject.ts";
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
/** Before what to do. */
const arrow = "→ ";
/** A longer title, of a user with a long ID, stands on a line of its own. */
const widestTitle = 28;

/** The report as a table for people; coloured on a terminal, unless NO_COLOR is set. */
export function toTable({ report, connection, from }: Subject, clean: Clean): string {
  const { url, credentials } = connection;
  const results = report.results.map((result) => toClean(result, clean));
  const asked = results.filter(({ isAsked }) => isAsked);
  const titleWidths = asked.map(({ title }) => title.length).filter((width) => width <= widestTitle);
  return [
    `${url} as ${toOneLine(credentials.username)}, from ${origins[from]}`,
    "",
    ...asked.flatMap((result) => toRows(result, Math.max(...titleWidths))),
    "",
    toVerdict({ ...report, results, username: toOneLine(report.username) }),
  ].join("\n");
}

function toClean({ hint, ...result }: Result, clean: Clean): Result {
  const { title, detail } = result;
  const more = hint === undefined ? {} : { hint: clean(hint) };
  return { ...result, title: toOneLine(title), detail: clean(detail), ...more };
}

function toRows({ status, title, detail, hint }: Result, titleWidth: number): string[] {
  const margin = " ".repeat(titleWidth + 6);
  const width = Math.max(Math.min(process.stdout.columns || widest, widest) - margin.length, narrowest);
  const heading = `  ${colour(colours[status], symbols[status])} ${title.padEnd(titleWidth)}`;
  const isLong = title.length > titleWidth;
  const text = (line: string) => (status === "ok" || status === "problem" ? line : colour("dim", line));
  const [first = "", ...more] = wrap(detail, width).map(text);
  const hints = hint === undefined ? [] : wrap(hint, width - arrow.length);
  return [
    ...(isLong ? [heading, margin + first] : [`${heading}  ${first}`]),
    ...more.map((line) => margin + line),
    ...hints.map((line, index) => margin + text((index === 0 ? arrow : " ".repeat(arrow.length)) + line)),
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
