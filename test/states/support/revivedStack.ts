import { randomBytes, randomUUID } from "node:crypto";
import { onTestFinished } from "vitest";
import { createStack, type TestStack } from "../../pulumi/support/pulumiStack.ts";
import { createSharedClock } from "../../scenarios/support/scenarioClock.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { type Controllers, startControllers, toConfiguration } from "./controllers.ts";
import { type KnownToken, replaceTexts, reversed, toPlaceholders } from "./placeholders.ts";
import { declareTokens, readResources } from "./program.ts";
import {
  type HeldToken,
  type Inputs,
  type RecordedResource,
  type RecordedState,
  readVersion,
} from "./recordedState.ts";

/** A recorded state whose tokens work again. */
export interface RevivedState extends Omit<RecordedState, "tokens"> {
  /** The values of all tokens that the state and its rotation speak of, whether or not they work. */
  readonly tokenValues: readonly string[];
  /** Puts placeholders into resources of a later state, as if it were recorded. */
  toRecorded(resources: readonly RecordedResource[]): RecordedResource[];
}

/** All states that a version has written, in one stack, on controllers that have their tokens. */
export type RevivedStack = Awaited<ReturnType<typeof reviveStack>>;

/** Restores what a version has left in a stack and on controllers. */
export async function reviveStack(version: string) {
  const clock = await createSharedClock();
  onTestFinished(() => clock.remove());
  const controllers = await startControllers(startJenkins, clock);
  const { states: recorded, provider } = readVersion(version);
  const states = new Map([...recorded].map(([name, state]) => [name, revive(state, provider, controllers)]));
  const secrets = [...states.values()].flatMap(({ tokenValues }) => tokenValues);
  const stack = await createStack({ environment: clock.environment, secrets });
  await stack.configure(toConfiguration(controllers));
  await importResources(
    stack,
    [...states.values()].flatMap(({ resources }) => resources),
  );
  return {
    /** By the names that the tokens have in the program. */
    states,
    stack,
    controllers,
    /** Everything runs by it. It stands at the day of the recording. */
    clock,
    /** Replaces the program by one that declares these inputs of each token. */
    declare: (toInputs: (state: RevivedState) => Inputs) =>
      stack.write(
        declareTokens(Object.fromEntries([...states].map(([name, state]) => [name, toInputs(state)]))),
      ),
    /** What the state holds of the tokens now; secrets in plain text. */
    resources: () => readResources(stack),
  };
}

/** Gives controllers the tokens that they had, and a recorded state what its placeholders stand for. */
function revive(recorded: RecordedState, provider: string, controllers: Controllers): RevivedState {
  const names = new Set(JSON.stringify(recorded).match(/(?<=\{\{)\w+(?=\.token)/g));
  const tokens = new Map([...names].map((name) => [name, giveToken(controllers, recorded.tokens[name])]));
  const placeholders = toPlaceholders({ controllers, tokens, provider });
  return {
    ...replaceTexts(recorded, placeholders),
    tokenValues: [...tokens.values()].map(({ tokenValue }) => tokenValue),
    toRecorded: (resources) => replaceTexts([...resources], reversed(placeholders)),
  };
}

/** A token as the controller had it; one that it had no longer, or not yet, is invented. */
function giveToken(controllers: Controllers, held: HeldToken | undefined): KnownToken {
  if (!held) return { tokenUuid: randomUUID(), tokenValue: `11${randomBytes(16).toString("hex")}` };
  const { controller, owner, name, expirationDate, legacy } = held;
  const jenkins = controllers[controller];
  if (!legacy) return jenkins.generateToken(owner, name, { expirationDate: expirationDate ?? null });
  return { tokenUuid: `legacy:${owner}`, tokenValue: jenkins.changeLegacyToken(owner) };
}

const stackUrn = "urn:pulumi:test::tokens::pulumi:pulumi:Stack::tokens-test";
const providerUrn = "urn:pulumi:test::tokens::pulumi:providers:pulumi-nodejs::default";
const providerId = "5a8ff0f6-ff18-4d4d-b9ae-a8ad0ff1dd4f";

/** Makes resources the state of a stack that has none yet; their secrets, in plain text here, are encrypted in the state. */
async function importResources(stack: TestStack, resources: readonly RecordedResource[]): Promise<void> {
  // An export says how the stack encrypts, without which no secret is imported.
  const empty = JSON.parse(await stack.export());
  const deployment = {
    ...empty.deployment,
    resources: [
      { urn: stackUrn, custom: false, type: "pulumi:pulumi:Stack" },
      { urn: providerUrn, custom: true, id: providerId, type: "pulumi:providers:pulumi-nodejs" },
      ...resources.map((resource) => ({
        ...resource,
        custom: true,
        parent: stackUrn,
        provider: `${providerUrn}::${providerId}`,
      })),
    ],
  };
  await stack.writeFiles({ "state.json": JSON.stringify({ ...empty, deployment }) });
  await stack.pulumi("stack", "import", "--file", "state.json");
}
