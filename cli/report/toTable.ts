import { styleText } from "node:util";
import { own } from "../../provider/errors/message.ts";
import { toPlainLine } from "../../provider/errors/plainText.ts";
import type { Report, Result } from "../doctor/runChecks.ts";
import { origins } from "./origins.ts";
import type { Subject, ToText } from "./subject.ts";
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
export function toTables(subjects: readonly Subject[], toText: ToText): string {
  return subjects.map((subject) => toTable(subject, toText)).join("\n\n");
}

function toTable(subject: Subject, toText: ToText): string {
  const name = subject.controller === undefined ? "" : `${toPlainLine(subject.controller)}: `;
  if (!("report" in subject))
    return colour(
      "red",
      `${name}${subject.reason
        .split("\n")
        .map((line) => toText(own(line)))
        .join("\n  ")}`,
    );
  const { report, connection, from } = subject;
  const results = report.results.map((result) => toRow(result, toText));
  const asked = results.filter(({ isAsked }) => isAsked);
  const checked = asked.filter(({ status }) => status !== "notChecked");
  const titleWidth = Math.max(
    ...checked.map(({ title }) => title.length).filter((width) => width <= widestTitle),
  );
  return [
    `${name}${connection.url} as ${toPlainLine(connection.credentials.username)}, from ${origins[from]}`,
    "",
    ...checked.flatMap((result) => toRows(result, titleWidth)),
    ...toNotChecked(asked),
    "",
    toConclusion(report, results),
  ].join("\n");
}

/** What cannot be checked after a failure, in one paragraph. */
function toNotChecked(results: readonly Row[]): string[] {
  const titles = results.filter(({ status }) => status === "notChecked").map(({ title }) => title);
  if (titles.length === 0) return [];
  const width = Math.max(Math.min(process.stdout.columns || widest, widest) - 4, narrowest);
  const text = `Not checked because of that: ${titles.join(", ")}.`;
  return wrap(text, width).map((line) => `    ${colour("dim", line)}`);
}

/** A result as its row shows it. */
interface Row extends Pick<Result, "id" | "status" | "isAsked"> {
  readonly title: string;
  readonly detail: string;
  readonly hint: string | undefined;
}

function toRow({ id, status, isAsked, title, detail, hint }: Result, toText: ToText): Row {
  const texts = { detail: toText(detail), hint: hint && toText(hint) };
  return { id, status, isAsked, title: toPlainLine(title), ...texts };
}

function toRows({ status, title, detail, hint }: Row, titleWidth: number): string[] {
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

function toConclusion(
  { canCreateToken, method, conclusion, ...report }: Report,
  results: readonly Row[],
): string {
  const username = toPlainLine(report.username);
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
