import { appendFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";

/** A secret that some test of the run has used. */
export interface UsedSecret {
  readonly value: string;
  /** Whose it is, for whoever has to find a leak. */
  readonly owner: string;
}

/** Something that a person or a log may get to see. */
export interface Evidence {
  readonly name: string;
  readonly text: string;
}

declare module "vitest" {
  interface ProvidedContext {
    /** The folder where all workers of a run put what the whole run is judged by; it is removed at the end. */
    wholeRunFolder: string;
  }
}

/** Shorter ones turn up by chance. */
const shortestSecret = 6;

/** From now on nothing of the run may show this secret. */
export function noteUsedSecret(value: string, owner: string): void {
  if (value.length >= shortestSecret) append("secrets", { value, owner } satisfies UsedSecret);
}

/** Keeps a text that somebody may get to see, until the whole run is judged. */
export function keepEvidence(name: string, text: string): void {
  if (text !== "") append("evidence", { name, text } satisfies Evidence);
}

/** Keeps the text of all files of a folder. */
export async function keepFiles(name: string, folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const path = join(entry.parentPath, entry.name);
    keepEvidence(`${name}, file ${path.slice(folder.length + 1)}`, await readFile(path, "latin1"));
  }
}

/** All that the run has used and shown so far. */
export function readWholeRun(): { secrets: UsedSecret[]; evidence: Evidence[] } {
  return { secrets: readAll<UsedSecret>("secrets"), evidence: readAll<Evidence>("evidence") };
}

type Kind = "secrets" | "evidence";

function append(kind: Kind, entry: UsedSecret | Evidence): void {
  const folder = join(inject("wholeRunFolder"), kind);
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify(entry)}\n`);
}

function readAll<Entry>(kind: Kind): Entry[] {
  const folder = join(inject("wholeRunFolder"), kind);
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Entry),
  );
}
