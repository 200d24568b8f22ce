import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { UsedSecret } from "./evidence.ts";
import { isChosen } from "./leaks.ts";

const checkout = join(import.meta.dirname, "../..");
/** What the tests may print of the checkout without giving anything away. */
const ownTexts = ["README.md", "CHANGELOG.md", "docs", "provider", "cli", "examples"];

/** Shorter ones turn up by chance. */
export const shortestSecret = 6;

/**
 * The secrets that may turn up without being given away, since they are short, or words of these texts: a search for them
 * shows nothing.
 */
export function findMistakable(
  secrets: readonly UsedSecret[],
  texts: readonly string[] = readOwnTexts(),
): UsedSecret[] {
  const values = new Set(secrets.map(({ value }) => value));
  const mistakable = new Set([...values].filter((value) => isChosen(value) && isMistakable(value, texts)));
  return secrets.filter(({ value }) => mistakable.has(value));
}

function isMistakable(value: string, texts: readonly string[]): boolean {
  return value.length < shortestSecret || texts.some((text) => text.includes(value));
}

function readOwnTexts(): string[] {
  return ownTexts.flatMap((name) => filesAt(join(checkout, name))).map((file) => readFileSync(file, "utf8"));
}

function filesAt(path: string): string[] {
  if (path.endsWith(".md")) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
