import { onTestFinished } from "vitest";
import { startJenkins } from "../pulumi/support/pulumiJenkins.ts";
import { createStack, type TestStack } from "../pulumi/support/pulumiStack.ts";
import { createSharedClock, type SharedClock } from "../scenarios/support/scenarioClock.ts";
import { type Controllers, startControllers, toConfiguration } from "./recorder/controllers.ts";
import { type Deployment, declareTokens, toRecordedResources } from "./recorder/program.ts";
import { type Inputs, type RecordedResource, readVersion } from "./recorder/recordedState.ts";
import { type RevivedState, revive } from "./revivedState.ts";

/** All states that a version has written, in one stack, on controllers that have their tokens. */
export interface RevivedStack {
  /** By the names that the tokens have in the program. */
  readonly states: ReadonlyMap<string, RevivedState>;
  readonly stack: TestStack;
  readonly controllers: Controllers;
  /** Everybody goes by it. It stands at the day of the recording. */
  readonly clock: SharedClock;
  /** Replaces the program by one that declares these inputs of each token. */
  declare(toInputs: (state: RevivedState) => Inputs): Promise<void>;
  /** What the state holds of the tokens now; secrets in plain text. */
  resources(): Promise<RecordedResource[]>;
}

/** Goes back to what a version has left behind. */
export async function reviveStack(version: string): Promise<RevivedStack> {
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
    states,
    stack,
    controllers,
    clock,
    declare: (toInputs) =>
      stack.write(
        declareTokens(Object.fromEntries([...states].map(([name, state]) => [name, toInputs(state)]))),
      ),
    async resources() {
      const { deployment } = JSON.parse(await stack.export("--show-secrets")) as Export;
      return toRecordedResources(deployment);
    },
  };
}

interface Export {
  readonly deployment: Deployment;
}

const stackUrn = "urn:pulumi:test::tokens::pulumi:pulumi:Stack::tokens-test";
const providerUrn = "urn:pulumi:test::tokens::pulumi:providers:pulumi-nodejs::default";
const providerId = "5a8ff0f6-ff18-4d4d-b9ae-a8ad0ff1dd4f";

/** Makes resources the state of a stack that has none yet; their secrets, in plain text here, are encrypted in the state. */
async function importResources(stack: TestStack, resources: readonly RecordedResource[]): Promise<void> {
  // An export says how the stack encrypts, without which no secret is imported.
  const empty = JSON.parse(await stack.export()) as Export;
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
