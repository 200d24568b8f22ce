import { appendFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject } from "vitest";
import { readTexts } from "./secretScan.ts";

/** A secret that some test of the run has used. */
export interface UsedSecret {
  readonly value: string;
  /** What it was used as, and in which test file, for whoever has to find a leak. */
  readonly use: string;
}

/** Something that a person or a log may get to see. */
export interface Evidence {
  /** What it is, and of which test file. */
  readonly name: string;
  readonly text: string;
}

declare module "vitest" {
  interface ProvidedContext {
    /** The folder where all workers of a run put what the whole run is judged by; it is removed at the end. */
    wholeRunFolder: string;
  }
}

let isSecret = (_value: string) => true;

/** In a test file that generates values of any kind, those that hold this text are secrets, and no others. */
export function noteOnlySecretsWith(text: string): void {
  isSecret = (value) => value.includes(text);
}

/** Those that this worker has noted already: a login is used in each request. */
const noted = new Set<string>();

/** From now on nothing of the run may show this secret, which the running test uses as `what`. */
export function noteUsedSecret(value: string, what: string): void {
  const secret: UsedSecret = { value, use: inTestFile(what) };
  const entry = JSON.stringify(secret);
  if (value === "" || !isSecret(value) || noted.has(entry)) return;
  noted.add(entry);
  append("secrets", secret);
}

/** Keeps a text of the running test that somebody may get to see, until the whole run is judged. */
export function keepEvidence(what: string, text: string): void {
  if (text !== "") append("evidence", { name: inTestFile(what), text } satisfies Evidence);
}

/** Keeps bytes that somebody may get to see as text. */
export function keepBytes(what: string, bytes: Buffer): void {
  keepEvidence(what, bytes.toString("latin1"));
}

/** Keeps the text of all files of a folder. */
export async function keepFiles(what: string, folder: string): Promise<void> {
  for (const { name, text } of await readTexts(folder)) keepEvidence(`${name} of ${what}`, text);
}

/** All that the run has used and shown so far. */
export function readWholeRun(): { secrets: UsedSecret[]; evidence: Evidence[] } {
  return { secrets: readAll<UsedSecret>("secrets"), evidence: readAll<Evidence>("evidence") };
}

function inTestFile(what: string): string {
  return `${what} in ${expect.getState().testPath?.split("/test/").at(-1) ?? "a test"}`;
}

type Kind = "secrets" | "evidence";

function append(kind: Kind, entry: UsedSecret | Evidence): void {
  appendFileSync(join(folderOf(kind), `${process.pid}.jsonl`), `${JSON.stringify(entry)}\n`);
}

const folders = new Map<Kind, string>();

function folderOf(kind: Kind): string {
  const folder = folders.get(kind) ?? join(inject("wholeRunFolder"), kind);
  if (!folders.has(kind)) mkdirSync(folder, { recursive: true });
  folders.set(kind, folder);
  return folder;
}

function readAll<Entry>(kind: Kind): Entry[] {
  const folder = folderOf(kind);
  return readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Entry),
  );
}
