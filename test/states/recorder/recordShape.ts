import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedJenkins } from "../../../emulator/index.ts";
import { createSharedClock } from "../../scenarios/support/lifeClock.ts";
import { startControllers } from "./controllers.ts";
import { heldTokens } from "./heldTokens.ts";
import { toPlaceholders } from "./placeholders.ts";
import type { RecordedState } from "./recordedState.ts";
import type { Shape } from "./shapes.ts";
import { openStage } from "./stage.ts";
import { mapTexts, replaceTexts, reversed } from "./texts.ts";
import { nameTokens } from "./tokens.ts";

/** What a shape has left. */
export interface Recording {
  readonly state: RecordedState;
  /** The serialized provider in it, for which the state has a placeholder. */
  readonly provider: string;
}

/** Has today's code write a state of this shape, with the real CLI on controllers of its own. */
export async function recordShape(tokenName: string, shape: Shape): Promise<Recording> {
  const clock = await createSharedClock();
  const controllers = await startControllers(startEmbeddedJenkins, clock);
  const folder = await mkdtemp(join(tmpdir(), "recorded-state-"));
  try {
    const { about, program, due, rotation, bringAbout = ({ up }) => up(program) } = shape;
    const { environment } = clock;
    const stage = await openStage({ tokenName, program, controllers, folder, environment });
    await bringAbout(stage);
    const resources = await stage.state();
    const tokens = nameTokens(resources);
    const provider = String(resources[0]?.inputs.__provider);
    const state = { about, program, due, rotation, tokens: heldTokens(controllers, tokens), resources };
    const placeholders = reversed(toPlaceholders({ controllers, tokens, provider }));
    return { state: steadied(replaceTexts(state, placeholders), tokenName), provider };
  } finally {
    for (const jenkins of Object.values(controllers)) await jenkins.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    await clock.remove();
  }
}

/** What nothing depends on is the same in each recording: the digits of a default name, the minute. */
function steadied(state: RecordedState, tokenName: string): RecordedState {
  const defaultName = new RegExp(`\\b${tokenName}-[0-9a-f]{7}\\b`, "g");
  return mapTexts(state, (text) =>
    text
      .replaceAll(defaultName, `${tokenName}-1a2b3c4`)
      .replaceAll(/T12:\d\d:\d\d\.\d{3}Z/g, "T12:00:00.000Z"),
  );
}
