import { styleText } from "node:util";
import type { Report, Result } from "../doctor/runChecks.ts";
import { origins } from "./origins.ts";
import { type Clean, type Subject, toOneLine } from "./subject.ts";
import { wrap } from "./wrap.ts";

const symbols: Readonly<Record<Result["status"], string>> = {
  ok: "✓",
  problem: "✗",
  none: "–",
  notChecked: " ",
};
const colours = { ok: "green", problem: "red", none: "dim", notChecked: "dim" } as const;

const methods: Readonly<Record<string, string>> = {
  rest: "by REST",
  scriptConsole: "by the script console",
  legacy: "as the legacy token",
};

/** Lines no longer than this are easy to read, however wide the terminal is. */
const widest = 110;
/** The least width of the text beside the titles, even where it does not fit. */
const narrowest = 30;
/** Before what to do. */
const arrow = "→ ";
/** A longer title, of a user with a long ID, stands on a line of its own. */
const widestTitle = 28;

/** The reports as tables for people; coloured on a terminal, unless NO_COLOR is set. */
export function toTables(subjects: readonly Subject[], clean: Clean): string {
  return subjects.map((subject) => toTable(subject, clean)).join("\n\n");
}

function toTable(subject: Subject, clean: Clean): string {
  const name = subject.controller === undefined ? "" : `${toOneLine(subject.controller)}: `;
  if (!("report" in subject))
    return colour("red", `${name}${subject.reason.split("\n").map(clean).join("\n  ")}`);
  const { report, connection, from } = subject;
  const results = report.results.map((result) => toClean(result, clean));
  const asked = results.filter(({ isAsked }) => isAsked);
  const checked = asked.filter(({ status }) => status !== "notChecked");
  const titleWidth = Math.max(
    ...checked.map(({ title }) => title.length).filter((width) => width <= widestTitle),
  );
  return [
    `${name}${connection.url} as ${toOneLine(connection.credentials.username)}, from ${origins[from]}`,
    "",
    ...checked.flatMap((result) => toRows(result, titleWidth)),
    ...toNotChecked(asked),
    "",
    toConclusion({ ...report, results, username: toOneLine(report.username) }),
  ].join("\n");
}

/** What cannot be checked after a failure, in one paragraph. */
function toNotChecked(results: readonly Result[]): string[] {
  const titles = results.filter(({ status }) => status === "notChecked").map(({ title }) => title);
  if (titles.length === 0) return [];
  const width = Math.max(Math.min(process.stdout.columns || widest, widest) - 4, narrowest);
  const text = `Not checked because of that: ${titles.join(", ")}.`;
  return wrap(text, width).map((line) => `    ${colour("dim", line)}`);
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

function toConclusion({ canCreateToken, username, method, conclusion, results }: Report): string {
  if (canCreateToken)
    return colour("green", `A token can be created for ${username}, ${methods[`${method}`]}.`);
  if (conclusion.status === "none") {
    return colour("yellow", `It is not known whether a token can be created for ${username}.`);
  }
  const blocker = results.find(({ id }) => id === conclusion.blockedBy);
  return colour(
    "red",
    `No token can be created for ${username}${blocker ? `: see the ✗ at ${blocker.title}` : ""}.`,
  );
}

function colour(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { stream: process.stdout });
}
