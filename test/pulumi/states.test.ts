import { describe, expect, it } from "vitest";
import type { DeclaredTokens } from "../states/support/program.ts";
import { type RecordedResource, recordedVersions } from "../states/support/recordedState.ts";
import { type RevivedStack, type RevivedState, reviveStack } from "../states/support/revivedStack.ts";
import { startBuild } from "../support/jenkins.ts";

describe.each(recordedVersions())("the state that %s has written", (version) => {
  it("is finished where something is due, else left alone; rotates; and leaves nothing", async () => {
    const revived = await reviveStack(version);
    const { states, stack, clock } = revived;

    await clock.set(1);
    await revived.declare(({ program }) => program);
    expectSummary(await stack.up(), {
      updated: count(revived, "update"),
      replaced: count(revived, "replace"),
      // An original of a replacement isn't counted; the stack itself is.
      unchanged: count(revived, undefined, "delete") + 1,
    });
    await expectKept(revived);
    const first = await stack.outputs<DeclaredTokens>();
    await expectWorking(revived, first);

    expectSummary(await stack.refresh(), { unchanged: states.size + 1 });
    await expectKept(revived);

    await clock.set(30);
    await revived.declare(({ program, rotation }) => ({ ...program, ...rotation }));
    await stack.up();
    const second = await stack.outputs<DeclaredTokens>();
    for (const name of states.keys()) {
      expect(second[name]?.tokenValue === first[name]?.tokenValue, `${name} is what it was`).toBe(false);
    }
    await expectWorking(revived, second, first);

    await stack.destroy();
    await expectWorking(revived, {}, second);
  });
});

function count({ states }: RevivedStack, ...dues: RevivedState["due"][]): number {
  return [...states.values()].filter(({ due }) => dues.includes(due)).length;
}

/** What the CLI says that it has done to how many resources. */
function expectSummary(output: string, counts: Readonly<Record<string, number>>): void {
  for (const [done, number] of Object.entries(counts)) {
    if (number > 0) expect(output).toMatch(new RegExp(`\\b${number} ${done}\\b`));
  }
}

/** The state is what was recorded, apart from what was still to be done. */
async function expectKept({ states, resources }: RevivedStack): Promise<void> {
  const all = await resources();
  for (const [name, state] of states) {
    if (state.due === "replace") continue;
    const now = all.filter(({ urn }) => urn.endsWith(`::${name}`));
    expect(state.toRecorded(now), name).toEqual(state.toRecorded(finished(state)));
  }
}

function finished({ resources, program }: RevivedState): RecordedResource[] {
  return resources
    .filter((resource) => !resource.delete)
    .map(({ initErrors, inputs, outputs: { needsVerification: _, ...outputs }, ...resource }) => ({
      ...resource,
      // The engine keeps the old inputs of an update that fails, whatever the outputs.
      inputs: initErrors ? { ...inputs, ...program } : inputs,
      outputs,
    }));
}

/** Builds are started by what the program outputs, and by no value that there was before; Jenkins has no other tokens. */
async function expectWorking(
  { states, controllers: { current } }: RevivedStack,
  declared: DeclaredTokens,
  earlier: DeclaredTokens = {},
): Promise<void> {
  for (const [name, { tokenValues, resources }] of states) {
    const { url, username } = resources[0]?.outputs ?? {};
    const working = valuesOf(declared[name]);
    for (const value of new Set([...tokenValues, ...valuesOf(earlier[name]), ...working])) {
      const status = await startBuild(String(url), String(username), value);
      expect(status, `a token of ${name}`).toBe(working.includes(value) ? 201 : 401);
    }
  }
  const onJenkins = ["alice", "svc"].flatMap((owner) => current.tokens(owner).map(({ uuid }) => uuid));
  expect(onJenkins.toSorted()).toEqual(Object.values(declared).flatMap(uuidsOf).toSorted());
}

type Declared = DeclaredTokens[string] | undefined;

function valuesOf({ tokenValue, previousTokenValue }: Declared = {}): string[] {
  return [tokenValue, previousTokenValue].filter((value) => value !== undefined);
}

function uuidsOf({ tokenUuid, previousTokenUuid }: Declared = {}): string[] {
  const uuids = [tokenUuid, previousTokenUuid].filter((uuid) => uuid !== undefined);
  // Jenkins has no UUID of a legacy token.
  return uuids.filter((uuid) => !uuid.startsWith("legacy:"));
}
