import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Any API token that Jenkins makes. */
const tokenValue = /(?<![0-9a-f])11[0-9a-f]{32}(?![0-9a-f])/;

/** Runs of characters that may be base64, such as what comes after `Authorization: Basic`, or stands in a URL. */
const base64 = /[A-Za-z0-9+/_-]{8,}/g;

/**
 * Names what a text gives away: the secrets given, and every API token, whichever it is; as they are or in base64.
 * The names tell where to look, and are not secret themselves.
 */
export function findSecrets(text: string, secrets: Iterable<string>): string[] {
  const known = [...secrets].filter((secret) => secret !== "");
  return Object.entries(textForms(text)).flatMap(([form, content]) => [
    ...(tokenValue.test(content) ? [`an API token ${form}`] : []),
    ...known.flatMap((secret, index) => (content.includes(secret) ? [`secret ${index + 1} ${form}`] : [])),
  ]);
}

/** A text as it is, and all that it may hold in base64, wherever that begins within a run of its characters. */
export function textForms(text: string): Record<"in plain text" | "in base64", string> {
  const decoded = (text.match(base64) ?? []).flatMap((run) =>
    [0, 1, 2, 3].map((start) => Buffer.from(run.slice(start), "base64").toString("latin1")),
  );
  return { "in plain text": text, "in base64": decoded.join("\n") };
}

/** What the files of a folder give away, each finding with the file's path. */
export async function findSecretsInFiles(folder: string, secrets: Iterable<string>): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const findings = await Promise.all(
    files.map(async (file) => {
      const found = findSecrets(await readFile(file, "latin1"), secrets);
      return found.map((finding) => `${finding} in ${file.slice(folder.length + 1)}`);
    }),
  );
  return findings.flat();
}
