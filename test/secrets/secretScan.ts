import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

// The one search for secrets in what a person or a log may get to see. It shares no code with the provider's redaction.

/** Any API token that Jenkins makes. */
const tokenValue = /(?<![0-9a-f])11[0-9a-f]{32}(?![0-9a-f])/;

/**
 * Names what a text gives away: the secrets given, and every API token, whichever it is; in any form that secrets travel in.
 * The names say where to look, and are not secret themselves.
 */
export function findSecrets(text: string, secrets: Iterable<string>): string[] {
  const known = [...secrets].filter((secret) => secret !== "");
  return Object.entries(textForms(text)).flatMap(([form, content]) => [
    ...(tokenValue.test(content) ? [`an API token ${form}`] : []),
    ...known.flatMap((secret, index) => (holds(content, secret) ? [`secret ${index + 1} ${form}`] : [])),
  ]);
}

/** What the files of a folder give away, each finding with the file's path. */
export async function findSecretsInFiles(folder: string, secrets: Iterable<string>): Promise<string[]> {
  const files = await readTexts(folder);
  return files.flatMap(({ name, text }) =>
    findSecrets(text, secrets).map((finding) => `${finding} in ${name}`),
  );
}

/** All files of a folder, with their paths in it; each byte as one character. */
export async function readTexts(folder: string): Promise<{ name: string; text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(async (file) => ({ name: relative(folder, file), text: await readFile(file, "latin1") })),
  );
}

/** Whether one form of a text holds a secret: as it is, in one line, or as UTF-8 of which each byte is one character. */
export function holds(content: string, secret: string): boolean {
  const texts = [secret, secret.trim().replace(/\s+/g, " ")];
  return texts.some((text) => content.includes(text) || content.includes(toBytes(text)));
}

function toBytes(text: string): string {
  return Buffer.from(text).toString("latin1");
}

/**
 * A text as it is; as its lines with escapes read when these are decoded; and all that both may hold in base64, wherever that
 * begins within a run of its characters.
 */
export function textForms(text: string): Record<"in plain text" | "in escapes" | "in base64", string> {
  const lines = text.split("\n").filter((line) => /%[0-9a-f]{2}|\\|&[#a-z]|\+/i.test(line));
  const escaped = lines.flatMap(toUnescaped).join("\n");
  const runs = `${text}\n${escaped}`.match(/[A-Za-z0-9+/_-]{6,}/g) ?? [];
  const decoded = runs.flatMap((run) =>
    [0, 1, 2, 3].map((start) => Buffer.from(run.slice(start), "base64").toString("latin1")),
  );
  return {
    "in plain text": text,
    "in escapes": escaped,
    "in base64": [...decoded, ...decoded.flatMap(toUnescaped)].join("\n"),
  };
}

/** What a line may mean in URLs, forms, JSON and HTML, and in two of them, one within the other. */
function toUnescaped(line: string): string[] {
  const once = [fromUrl, fromForm, fromJson, fromHtml].map((decode) => decode(line));
  const twice = [fromUrl(once[0] ?? ""), fromJson(once[2] ?? ""), fromJson(fromHtml(once[0] ?? ""))];
  return [...new Set([...once, ...twice])].filter((decoded) => decoded !== line);
}

const fromUrl = (text: string) => text.replace(/%([0-9a-f]{2})/gi, (_, hex) => toCharacter(hex, 16));

const fromForm = (text: string) => fromUrl(text.replaceAll("+", " "));

const fromJson = (text: string) =>
  text.replace(/\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|(.))/gi, (_, unit, byte, character) =>
    unit || byte
      ? toCharacter(unit || byte, 16)
      : ({ n: "\n", r: "\r", t: "\t" }[character as string] ?? character),
  );

const fromHtml = (text: string) =>
  text.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (decimal || hex) return toCharacter(decimal || hex, decimal ? 10 : 16);
    return { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", auml: "ä" }[name as string] ?? whole;
  });

function toCharacter(digits: string, base: number): string {
  return String.fromCodePoint(Number.parseInt(digits, base));
}
