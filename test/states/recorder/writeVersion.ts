import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { outputsFile, providerFile, type RecordedVersion, statesFolder } from "./recordedState.ts";

const biome = join(import.meta.dirname, "../../../node_modules/.bin/biome");

/** Writes what is recorded of a version, in place of what was. */
export function writeVersion(version: string, { states, outputs, provider }: RecordedVersion): void {
  const folder = join(statesFolder, version);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = {
    ...Object.fromEntries([...states].map(([name, state]) => [`${name}.json`, state])),
    [outputsFile]: outputs,
  };
  for (const [file, content] of Object.entries(files)) {
    writeFileSync(join(folder, file), JSON.stringify(content, null, 2));
  }
  writeFileSync(join(folder, providerFile), provider);
  execFileSync(biome, ["format", "--write", folder], { stdio: ["ignore", "ignore", "inherit"] });
}
