import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { faultCatalogue } from "../../emulator/index.ts";
import { forOneself, forOthers } from "../faults/logins.ts";
import type { Properties } from "../scenarios/support/engine.ts";
import { type Accident, closeControllers, counts, RandomScenario } from "./randomScenario.ts";
import { replay, seed, sized } from "./size.ts";

afterAll(closeControllers);

const surroundings = fc.record({
  frontEnd: fc.constantFrom("dynamic" as const, "packaged" as const),
  login: fc.constantFrom(...forOneself, ...forOthers),
  maxRetries: fc.constantFrom(0, 1, 4),
});

const resource = fc.constantFrom(..."abcdefgh");

const inputs = fc.record(
  {
    tokenName: fc.constantFrom("deploy", "release"),
    version: fc.integer({ min: 1, max: 3 }),
    overlapDays: fc.constant(5),
    expiresInDays: fc.constantFrom(30, 60),
    rotateAfterDays: fc.constantFrom(10, 20),
    verifyOn: fc.constantFrom("refresh", "up"),
    triggers: fc.record({ reason: fc.constantFrom("one", "two") }),
  },
  { requiredKeys: [] },
);

const nth = fc.integer({ min: 1, max: 8 });
const accident: fc.Arbitrary<Accident> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("fault" as const),
      name: fc.constantFrom(...Object.keys(faultCatalogue)),
      nth,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom("restart" as const, "interruption" as const), nth }),
  },
);
const accidents = fc.array(accident, { maxLength: 3 });

const declaration = fc.tuple(resource, inputs).map(([name, args]) =>
  toCommand(`declare ${name} ${JSON.stringify(args)}`, (scenario, username) => {
    scenario.program.set(name, { ...args, username } satisfies Properties);
  }),
);

/** What may happen in a scenario; what stands here more than once happens more often. */
const happenings = [
  ...[1, 2, 3].map(() => declaration),
  resource.map((name) => toCommand(`remove ${name}`, (scenario) => void scenario.program.delete(name))),
  ...(["up", "up", "up", "preview", "refresh", "destroy"] as const).map((command) =>
    accidents.map((during) =>
      toCommand(`${command} ${JSON.stringify(during)}`, (scenario) => scenario.run(command, during)),
    ),
  ),
  fc
    .tuple(fc.nat(20), fc.constantFrom("revoke" as const, "rename" as const))
    .map(([index, change]) =>
      toCommand(`${change} token ${index} in the web UI`, (scenario) => scenario.changeInUi(index, change)),
    ),
  fc
    .integer({ min: 1, max: 20 })
    .map((days) => toCommand(`${days} days pass`, (scenario) => scenario.sleep(days))),
];

interface ScenarioCommand extends fc.AsyncCommand<{ readonly username: string }, RandomScenario> {}

function toCommand(
  name: string,
  run: (scenario: RandomScenario, username: string) => void | Promise<void>,
): ScenarioCommand {
  return {
    check: () => true,
    run: async ({ username }, scenario) => void (await run(scenario, username)),
    toString: () => name,
  };
}

it("controller and state agree after every scenario, whatever has happened in it", async () => {
  const numRuns = sized(20, 300);
  const property = fc.asyncProperty(
    surroundings,
    fc.commands(happenings, { maxCommands: 40, size: "max" }),
    async (where, commands) => {
      const scenario = await RandomScenario.begin(where);
      await fc.asyncModelRun(() => ({ model: { username: where.login.owner }, real: scenario }), commands);
      await scenario.end();
    },
  );
  await fc.assert(property, { numRuns, seed, ...replay });
  if (!("path" in replay)) expect(counts.scenarios).toBe(numRuns);
  console.log(`endurance with seed ${seed}: ${JSON.stringify(counts)}`);
});
