import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { compare, valid } from "semver";
import type { ControllerName } from "./controllers.ts";
import type { Outputs } from "./outputs.ts";

/**
 * A state that a release has written, as a file in the folder of its version. Placeholders such as `{{current}}` stand for
 * what differs from run to run. It was written at noon of the first day of the clock in test/scenarios/support/lifeClock.ts.
 */
export interface RecordedState {
  /** How the token came to be in this state. */
  readonly about: string;
  /** The inputs that the program declares. */
  readonly program: Inputs;
  /** What the first up of that program does. Default: nothing. */
  readonly due?: "update" | "replace" | "delete";
  /** The inputs that are declared anew to have the token rotated; none where its time has come. */
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
  readonly controller: ControllerName;
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
  /** The original of a replacement, which is still to be deleted. */
  readonly delete?: boolean;
  readonly initErrors?: readonly string[];
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

/** Where the recorded states are. */
export const statesFolder = join(import.meta.dirname, "..");

/** The file in a version's folder that lists its outputs. */
export const outputsFile = "outputs.json";

/** The file in a version's folder that holds its provider. */
export const providerFile = "provider.txt";

/** The versions of which there are recorded states, oldest first. */
export function recordedVersions(): string[] {
  return readdirSync(statesFolder)
    .filter((name) => valid(name) !== null)
    .sort(compare);
}

/** Reads what is recorded of a version. */
export function readVersion(version: string): RecordedVersion {
  const folder = join(statesFolder, version);
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  const files = readdirSync(folder).filter((file) => file.endsWith(".json") && file !== outputsFile);
  return {
    states: new Map(files.map((file) => [basename(file, ".json"), JSON.parse(read(file)) as RecordedState])),
    outputs: JSON.parse(read(outputsFile)) as Outputs,
    provider: read(providerFile),
  };
}
