import { styleText } from "node:util";
import type { Clean } from "../../report/clean.ts";
import { textWidth, toWidth } from "../../report/textWidth.ts";
import { wrap } from "../../report/wrap.ts";
import { type TokenState, type TokenStatus, tokenStates } from "../model/tokenStatus.ts";
import type { StatusReport } from "./statusReport.ts";
import { toCount, unknown } from "./words.ts";

type Colour = Parameters<typeof styleText>[0];

const colours: Readonly<Record<TokenState, Colour>> = {
  active: "green",
  missing: "red",
  expired: "red",
  unknown: "yellow",
  interrupted: "yellow",
};

const gap = "  ";
const indent = "  ";

/** The comparison as a table for people, grouped by stack; coloured on a terminal, unless NO_COLOR is set. */
export function toStatusTable(
  { stacks, statuses, problems }: StatusReport,
  clean: Clean,
  columns = 80,
): string {
  const width = Math.min(Math.max(columns, 60), 120);
  const longest = (texts: readonly string[], most: number) =>
    Math.min(Math.max(8, ...texts.map((text) => textWidth(clean(text)))), most);
  const ownerWidth = longest(
    statuses.map(({ owner = unknown }) => owner),
    Math.floor(width / 6),
  );
  const rest = (values: Readonly<Record<"owner" | "expires" | "rotates", string>>) =>
    [toWidth(values.owner, ownerWidth), values.expires.padEnd(10), values.rotates.padEnd(10)].join(gap);
  const stateWidth = 11;
  const restWidth = rest(headings).length + stateWidth + 2 * gap.length + indent.length;
  const nameWidth = longest(
    statuses.map(({ resource }) => resource),
    width - restWidth,
  );

  function toRows(status: TokenStatus): string[] {
    const { resource, state, owner = unknown, expiresOn, rotateOn, notes } = status;
    const values = {
      owner: clean(owner),
      expires: expiresOn ?? "never",
      rotates: rotateOn ?? "never",
    };
    const shown = styled(colours[state], state) + " ".repeat(stateWidth - state.length);
    const first = [indent + toWidth(clean(resource), nameWidth), shown, rest(values)].join(gap).trimEnd();
    const lines = notes.flatMap((note) => wrap(clean(note), width - 6));
    return [first, ...lines.map((line) => `    ${status.needsAttention ? line : styled("dim", line)}`)];
  }

  const groups = stacks.flatMap((stack) => {
    const own = statuses.filter((status) => status.stack === stack);
    return own.length === 0 ? [] : [styled("bold", clean(stack)), ...own.flatMap(toRows)];
  });
  const heading = [indent + toWidth("RESOURCE", nameWidth), "STATUS".padEnd(stateWidth), rest(headings)];
  const table = groups.length === 0 ? [] : [styled("dim", heading.join(gap)), ...groups, ""];
  return `${[...table, ...wrap(toTotal(statuses, problems.length > 0), width)].join("\n")}\n`;
}

const headings = { owner: "OWNER", expires: "EXPIRES", rotates: "ROTATES ON" };

function toTotal(statuses: readonly TokenStatus[], hasProblems: boolean): string {
  if (statuses.length === 0) return hasProblems ? "No token could be compared." : "No tokens are declared.";
  const counts = tokenStates
    .map((state) => [statuses.filter((status) => status.state === state).length, state] as const)
    .filter(([count]) => count > 0)
    .map(([count, state]) => `${count} ${state}`);
  const attention = statuses.filter(({ needsAttention }) => needsAttention).length;
  const total = `${toCount(statuses.length, "token")}: ${counts.join(", ")}.`;
  if (attention === 0) return `${total} Nothing needs attention.`;
  return `${total} ${attention} ${attention === 1 ? "needs" : "need"} attention.`;
}

function styled(format: Colour, text: string): string {
  return styleText(format, text, { stream: process.stdout });
}
