import { chapters } from "./chapters.ts";
import { wrap } from "./wrap.ts";

/** What the page is made of. */
export interface PageSources {
  /** Codes of the catalogue, in its order. */
  readonly codes: readonly string[];
  /** The text of each error as its test has brought it about, by code. */
  readonly messages: ReadonlyMap<string, string>;
  /** What the terminal shows of those that people meet most, by code; and `inputs`, of inputs that are wrong. */
  readonly shown: ReadonlyMap<string, string>;
}

/** The page of documentation on errors, in Markdown. */
export function toErrorsPage(sources: PageSources): string {
  const { codes, shown } = sources;
  const sections = codes.flatMap((code) => [...toChapter(code), toSection(code, sources)]);
  return `${[introduction, toInputs(shown), toTable(sources), ...sections].join("\n\n")}\n`;
}

const introduction = `# Errors

<!-- Made by \`npm run docs:errors\` from the catalogue in provider/errors/catalogue.ts and from what tests have brought about. -->

An error says what happened, what was tried, what Jenkins answered (its title or first line), what to do, and its code. The
code is stable: scripts may look for \`error code: …\`, and this page lists them all. No error shows a password, a token or
the value of a header.

What may pass by itself is tried again before you see an error: a connection that doesn't come about, 429 and 503 with
\`Retry-After\`, a controller that is starting; and what does no more when it is done twice also after time-outs, broken
connections, 500, 502, 503 and 504. That is \`maxRetries\` of the connection (4), with pauses that double.`;

function toInputs(shown: PageSources["shown"]): string {
  return `## Inputs that are wrong

\`pulumi preview\` tells all of them at once, by their names and without their values, and asks no Jenkins:

${toBlock(shown.get("inputs") ?? "")}`;
}

function toTable({ codes, messages }: PageSources): string {
  const rows = codes.map((code) => {
    const { summary } = read(messages.get(code) ?? "");
    return `| [\`${code}\`](#${code.toLowerCase()}) | ${toText(summary).replaceAll("|", "\\|")} |`;
  });
  return ["## All codes", "", "| code | for example |", "| --- | --- |", ...rows].join("\n");
}

function toChapter(code: string): string[] {
  const title = chapters[code];
  return title === undefined ? [] : [`## ${title}`];
}

function toSection(code: string, { messages, shown }: PageSources): string {
  const { summary, hint } = read(messages.get(code) ?? "");
  const terminal = shown.get(code);
  return [
    `### ${code}`,
    wrap(toText(summary)),
    wrap(`**What to do:** ${toText(hint)}`),
    ...(terminal === undefined ? [] : [`On the terminal:\n\n${toBlock(terminal)}`]),
  ].join("\n\n");
}

/** The parts of an error's text that the page speaks of. */
function read(message: string): { summary: string; hint: string } {
  const [summary = "", ...lines] = message.split("\n");
  const hint = lines.find((line) => line.startsWith("  what to do: ")) ?? "";
  return { summary, hint: hint.replace("  what to do: ", "") };
}

function toBlock(text: string): string {
  const lines = text.trimEnd().split("\n");
  return ["```text", ...lines.map(wrap), "```"].join("\n");
}

/** Outside of code, Markdown would take \`<id>\` for a tag. */
function toText(text: string): string {
  return text.replaceAll("<", "&lt;");
}
