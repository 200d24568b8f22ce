import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { compare, valid } from "semver";
import type { Controllers } from "./controllers.ts";

/**
 * A state that a release wrote, as a file in the folder of its version. Placeholders such as `{{current}}` stand for what
 * differs from run to run. It was written at noon of the first day of the clock in test/scenarios/support/scenarioClock.ts.
 */
export interface RecordedState {
  /** How the token got into this state. */
  readonly about: string;
  /** The inputs that the program declares. */
  readonly program: Inputs;
  /** What the first up of that program does. Default: nothing. */
  readonly due?: "update" | "replace" | "delete" | undefined;
  /** The inputs that are changed to rotate the token; none where it is due. */
  readonly rotation: Inputs;
  /** The tokens of the state that Jenkins has, by their names in placeholders. */
  readonly tokens: Readonly<Record<string, HeldToken>>;
  /** Of `pulumi stack export --show-secrets`, what concerns the token. */
  readonly resources: readonly RecordedResource[];
}

/** The inputs of a resource, by name. */
export type Inputs = Readonly<Record<string, unknown>>;

/** A token as the controller has it. */
export interface HeldToken {
  readonly controller: keyof Controllers;
  readonly owner: string;
  readonly name: string;
  readonly expirationDate?: string;
  readonly legacy?: boolean;
}

/** What matters of a resource in the state. */
export interface RecordedResource {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  /** Whether it is the original of a replacement, still to be deleted. */
  readonly delete?: boolean | undefined;
  readonly initErrors?: readonly string[] | undefined;
  readonly inputs: Inputs;
  readonly outputs: Inputs;
  readonly additionalSecretOutputs: readonly string[];
}

/** All that is recorded of one version. */
export interface RecordedVersion {
  /** By the names of their shapes, which are those of the resources too. */
  readonly states: ReadonlyMap<string, RecordedState>;
  /** What the version could write. */
  readonly outputs: Outputs;
  /** The serialized provider that the version put into each resource. */
  readonly provider: string;
}

/** The outputs that a state may hold, and whether it always does. */
export type Outputs = Readonly<Record<string, "always" | "sometimes">>;

/** Files in a version's folder, beside the states. */
export const recordedFiles = { outputs: "outputs.json", provider: "provider.txt" };
const root = join(import.meta.dirname, "../../..");
const statesFolder = join(import.meta.dirname, "..");

/** The versions with recorded states, oldest first. */
export function recordedVersions(): string[] {
  return readdirSync(statesFolder)
    .filter((name) => valid(name))
    .sort(compare);
}

/** Reads what is recorded of a version. */
export function readVersion(version: string): RecordedVersion {
  const folder = join(statesFolder, version);
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  const files = readdirSync(folder).filter(
    (file) => file.endsWith(".json") && file !== recordedFiles.outputs,
  );
  return {
    states: new Map(files.map((file) => [basename(file, ".json"), JSON.parse(read(file)) as RecordedState])),
    outputs: JSON.parse(read(recordedFiles.outputs)) as Outputs,
    provider: read(recordedFiles.provider),
  };
}

/** Lists the outputs that a schema describes, in its order. */
export function toOutputs(schema: {
  readonly shape: Readonly<Record<string, { isOptional(): boolean }>>;
}): Outputs {
  const fields = Object.entries(schema.shape);
  return Object.fromEntries(
    fields.map(([name, field]) => [name, field.isOptional() ? "sometimes" : "always"]),
  );
}

/** The version in package.json, and whether it is released: then users' stacks hold what it wrote. */
export function currentVersion(): { readonly version: string; readonly isReleased: boolean } {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return { version, isReleased: isReleased(readFileSync(join(root, "CHANGELOG.md"), "utf8"), version) };
}

/** Whether a changelog gives a version the day of its release. */
export function isReleased(changelog: string, version: string): boolean {
  const heading = changelog.split("\n").find((line) => line.startsWith(`## ${version} — `));
  return heading !== undefined && !heading.endsWith("— unreleased");
}
