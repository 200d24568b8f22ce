import { createRequire } from "node:module";
import { pathWith } from "../../scripts/demo/environment.ts";
import { ensurePulumi } from "../../scripts/pulumi-cli/ensurePulumi.ts";
import { readFlags } from "../../scripts/readFlags.ts";
import { toOutputs } from "./recorder/outputs.ts";
import type { RecordedState } from "./recorder/recordedState.ts";
import { recordShape } from "./recorder/recordShape.ts";
import { currentVersion } from "./recorder/release.ts";
import { shapes } from "./recorder/shapes.ts";
import { writeVersion } from "./recorder/writeVersion.ts";

const HELP = `Records the state that today's code writes, in each of its shapes, with the
real Pulumi on the embedded Jenkins. A test goes on from there with later code.

Usage: npm run states:record -- [--help]

The files go to test/states/<version of package.json>/, in place of those that
are there. Other versions are left alone, and so is a version that is released,
which is one whose heading in CHANGELOG.md has a day. It takes a few minutes;
code that writes the same makes the same files.
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const flags = readFlags([], HELP);
  if ("exitCode" in flags) return flags.exitCode;
  const { version, isReleased } = currentVersion();
  if (isReleased) {
    console.error(
      `${version} is released: what it has written stays as it is recorded. ` +
        "Give package.json and CHANGELOG.md the next version first.",
    );
    return 1;
  }
  await record(version);
  return 0;
}

async function record(version: string): Promise<void> {
  const { binDirectory } = await ensurePulumi({ log: console.error });
  process.env.PATH = pathWith(binDirectory, process.env.PATH);
  const states = new Map<string, RecordedState>();
  let provider = "";
  for (const [name, shape] of Object.entries(shapes)) {
    console.log(`${name}: ${shape.about}`);
    const recording = await recordShape(name, shape);
    states.set(name, recording.state);
    provider = recording.provider;
  }
  // The schema is read as it was compiled, since provider/ holds CommonJS.
  const { stateSchema } = createRequire(import.meta.url)(
    "../../dist/provider/token/model/state.js",
  ) as typeof import("../../provider/token/model/state.ts");
  writeVersion(version, { states, outputs: toOutputs(stateSchema), provider });
  console.log(`Recorded in test/states/${version}/.`);
}
