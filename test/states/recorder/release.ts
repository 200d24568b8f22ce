import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../..");

/** The version in package.json, and whether it is out: then what it has written is in people's stacks. */
export function currentVersion(): { readonly version: string; readonly isReleased: boolean } {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return { version, isReleased: isReleased(readFileSync(join(root, "CHANGELOG.md"), "utf8"), version) };
}

/** Whether a changelog gives a version the day of its release. */
export function isReleased(changelog: string, version: string): boolean {
  const heading = changelog.split("\n").find((line) => line.startsWith(`## ${version} — `));
  return heading !== undefined && !heading.endsWith("— unreleased");
}
