import { randomBytes, randomUUID } from "node:crypto";
import type { Controllers } from "./recorder/controllers.ts";
import type { KnownToken } from "./recorder/placeholders.ts";
import { replaceTexts, reversed, toPlaceholders } from "./recorder/placeholders.ts";
import type { HeldToken, RecordedResource, RecordedState } from "./recorder/recordedState.ts";

/** A recorded state whose tokens work again. */
export interface RevivedState extends Omit<RecordedState, "tokens"> {
  /** The values of all tokens that the state and its rotation speak of, whether or not they work. */
  readonly tokenValues: readonly string[];
  /** Puts placeholders into resources of a later state, as if it were recorded. */
  toRecorded(resources: readonly RecordedResource[]): RecordedResource[];
}

/** Gives controllers the tokens that they had, and a recorded state what its placeholders stand for. */
export function revive(recorded: RecordedState, provider: string, controllers: Controllers): RevivedState {
  const names = new Set(JSON.stringify(recorded).match(/(?<=\{\{)\w+(?=\.token)/g));
  const tokens = new Map([...names].map((name) => [name, giveToken(controllers, recorded.tokens[name])]));
  const placeholders = toPlaceholders({ controllers, tokens, provider });
  return {
    ...replaceTexts(recorded, placeholders),
    tokenValues: [...tokens.values()].map(({ tokenValue }) => tokenValue),
    toRecorded: (resources) => replaceTexts([...resources], reversed(placeholders)),
  };
}

/** A token as the controller had it; one that it hadn't any more, or not yet, is made up. */
function giveToken(controllers: Controllers, held: HeldToken | undefined): KnownToken {
  if (!held) return { tokenUuid: randomUUID(), tokenValue: `11${randomBytes(16).toString("hex")}` };
  const { controller, owner, name, expirationDate, legacy } = held;
  const jenkins = controllers[controller];
  if (!legacy) return jenkins.generateToken(owner, name, { expirationDate: expirationDate ?? null });
  return { tokenUuid: `legacy:${owner}`, tokenValue: jenkins.changeLegacyToken(owner) };
}
