import type { JenkinsClient } from "./client/jenkinsClient.ts";

/** The controller's version, as in `X-Jenkins`: seen on an answer to this client already, else asked for once. */
export async function versionOf(client: JenkinsClient): Promise<string | undefined> {
  return client.seenVersion() ?? (await client.getAnonymously("/login")).headers["x-jenkins"];
}

/** Whether a version is the same as, or newer than, another: `2.541.3` is newer than `2.129`. */
export function isAtLeast(version: string, least: string): boolean {
  const [parts, leastParts] = [toNumbers(version), toNumbers(least)];
  for (const [index, wanted] of leastParts.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}

/** CloudBees CI has versions of four parts and more, such as `2.516.1.28665`. */
export function isCloudBees(version: string): boolean {
  return toNumbers(version).length >= 4;
}

function toNumbers(version: string): number[] {
  return (/^\d+(\.\d+)*/.exec(version)?.[0] ?? "").split(".").map(Number);
}
