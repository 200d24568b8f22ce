import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedJenkins } from "../../emulator/index.ts";
import { ensurePulumi } from "../../scripts/pulumi-cli/ensurePulumi.ts";
import { readFlags } from "../../scripts/readFlags.ts";
import { pathWith } from "../../scripts/repository.ts";
import { createSharedClock } from "../scenarios/support/scenarioClock.ts";
import { startControllers } from "./recorder/controllers.ts";
import {
  heldTokens,
  mapTexts,
  nameTokens,
  replaceTexts,
  reversed,
  toPlaceholders,
} from "./recorder/placeholders.ts";
import { currentVersion, type RecordedState, toOutputs, writeVersion } from "./recorder/recordedState.ts";
import { type Shape, shapes } from "./recorder/shapes.ts";
import { openStage } from "./recorder/stage.ts";

const HELP = `Records the state that today's code writes, in each of its shapes, with the
real Pulumi on the embedded Jenkins. A test continues from there with later code.

Usage: npm run states:record -- [--help]

Writes test/states/<version of package.json>/ anew. Other versions are not
touched, nor is a version that is released: one whose heading in CHANGELOG.md
has a day. It takes a few minutes. Code that writes the same state gives the
same files.
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const flags = readFlags([], HELP);
  if ("exitCode" in flags) return flags.exitCode;
  const { version, isReleased } = currentVersion();
  if (isReleased) {
    const advice = "Give package.json and CHANGELOG.md the next version first.";
    console.error(`${version} is released: its recorded states must not change. ${advice}`);
    return 1;
  }
  const { binDirectory } = await ensurePulumi({ log: console.error });
  process.env.PATH = pathWith(binDirectory);
  const states = new Map<string, RecordedState>();
  let provider = "";
  for (const [name, shape] of Object.entries(shapes)) {
    console.log(`${name}: ${shape.about}`);
    const recording = await recordShape(name, shape);
    states.set(name, recording.state);
    provider = recording.provider;
  }
  // Read as it was compiled, since provider/ holds CommonJS.
  const { stateSchema } = createRequire(import.meta.url)(
    "../../dist/provider/token/model/state.js",
  ) as typeof import("../../provider/token/model/state.ts");
  writeVersion(version, { states, outputs: toOutputs(stateSchema), provider });
  console.log(`Recorded in test/states/${version}/.`);
  return 0;
}

/** Lets today's code write a state of this shape, with the real CLI and controllers of its own. */
async function recordShape(
  tokenName: string,
  shape: Shape,
): Promise<{ readonly state: RecordedState; readonly provider: string }> {
  const clock = await createSharedClock();
  const controllers = await startControllers(startEmbeddedJenkins, clock);
  const folder = await mkdtemp(join(tmpdir(), "recorded-state-"));
  try {
    const { about, program, due, rotation, prepare = ({ up }) => up(program) } = shape;
    const stage = await openStage({
      tokenName,
      program,
      controllers,
      folder,
      environment: clock.environment,
    });
    await prepare(stage);
    const resources = await stage.state();
    const tokens = nameTokens(resources);
    const provider = String(resources[0]?.inputs.__provider);
    const state = { about, program, due, rotation, tokens: heldTokens(controllers, tokens), resources };
    const placeholders = reversed(toPlaceholders({ controllers, tokens, provider }));
    return { state: withoutChance(replaceTexts(state, placeholders), tokenName), provider };
  } finally {
    for (const jenkins of Object.values(controllers)) await jenkins.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    await clock.remove();
  }
}

/** Replaces what nothing depends on and differs in each recording: the digits of a default name, the minute. */
function withoutChance(state: RecordedState, tokenName: string): RecordedState {
  const defaultName = new RegExp(`\\b${tokenName}-[0-9a-f]{7}\\b`, "g");
  return mapTexts(state, (text) =>
    text
      .replaceAll(defaultName, `${tokenName}-1a2b3c4`)
      .replaceAll(/T12:\d\d:\d\d\.\d{3}Z/g, "T12:00:00.000Z"),
  );
}
