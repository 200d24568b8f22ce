import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

const wholeRunFolder = join(tmpdir(), `whole-run-${process.pid}`);
/** Of every project: what its tests use and show is searched for secrets at the end of the run. */
const observed = { provide: { wholeRunFolder }, setupFiles: "test/secrets/observe.ts" };
/** A guard against tests that hang, far above what any of them takes on the slowest machine. */
const atMost = (minutes: number) => ({ testTimeout: minutes * 60_000, hookTimeout: minutes * 60_000 });

/** The scenarios that the real CLI runs too. */
const scenariosOverCli = "drift,expiry,moved,overlap,refused,schedule,token";

/** The packed package in the projects of its users: the quick part, or all of it by `--mode packaging`. */
const packaging = {
  test: {
    ...observed,
    name: "packaging",
    include: ["test/packaging/**/*.test.ts"],
    globalSetup: ["test/pulumi/support/pulumiSetup.ts", "test/packaging/support/packagingSetup.ts"],
    ...atMost(15),
    maxWorkers: 2,
    sequence: { groupOrder: 4 },
  },
};

/** Programs in each language that this machine has, with what a release of the packaged provider holds. */
const languages = {
  test: {
    ...observed,
    name: "languages",
    include: ["test/languages/**/*.test.ts"],
    globalSetup: "test/languages/support/languagesSetup.ts",
    ...atMost(15),
    maxWorkers: 2,
    sequence: { groupOrder: 5 },
  },
};

/** Random scenarios and many tokens; in full by `--mode endurance`. */
const endurance = (isFull: boolean) => ({
  test: {
    ...observed,
    provide: { ...observed.provide, enduranceIsFull: isFull },
    name: "endurance",
    include: ["test/endurance/**/*.test.ts"],
    // There the CLI tries for minutes to save its state.
    exclude: isFull ? [] : ["test/endurance/diskFull.test.ts"],
    globalSetup: "test/pulumi/support/pulumiSetup.ts",
    ...atMost(isFull ? 120 : 15),
    maxWorkers: 2,
    sequence: { groupOrder: 4 },
  },
});

/** Records what today's code writes into the state, by `--mode record --update`. */
const states = {
  test: {
    ...observed,
    name: "states",
    include: ["test/states/record.test.ts"],
    globalSetup: "test/pulumi/support/pulumiSetup.ts",
    ...atMost(15),
  },
};

export default defineConfig(({ mode }) => ({
  test: {
    reporters: [
      ["./test/secrets/outputReporter.ts", { folder: wholeRunFolder }],
      "default",
      "./test/support/summaryReporter.ts",
    ],
    projects: [
      {
        test: {
          ...observed,
          name: "unit",
          include: ["test/{unit,features}/**/*.test.ts"],
          ...atMost(2),
          // On machines with few processors, files of the group that has no number would run last.
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...observed,
          name: "contract",
          include: ["test/contract/**/*.test.ts"],
          globalSetup: "test/contract/support/contractSetup.ts",
          ...atMost(2),
          // All files share the users of one controller, where concurrent changes of a user's tokens race.
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        // Each of these starts Pulumi's own provider process several times, or the provider thousands of times.
        test: {
          ...observed,
          provide: { ...observed.provide, scenariosOver: "model" },
          name: "scenarios",
          include: ["test/{scenarios,faults}/*.test.ts"],
          globalSetup: "test/scenarios/support/scenarioSetup.ts",
          ...atMost(5),
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        // Each of these runs the real CLI several times.
        test: {
          ...observed,
          provide: { ...observed.provide, scenariosOver: "cli" },
          name: "pulumi",
          include: ["test/pulumi/**/*.test.ts", `test/scenarios/{${scenariosOverCli}}.test.ts`],
          globalSetup: "test/pulumi/support/pulumiSetup.ts",
          ...atMost(15),
          maxWorkers: 2,
          sequence: { groupOrder: 4 },
        },
      },
      endurance(mode === "endurance"),
      packaging,
      languages,
      ...(mode === "record" ? [states] : []),
      {
        test: {
          ...observed,
          name: "secrets",
          include: ["test/secrets/**/*.test.ts"],
          ...atMost(5),
          sequence: { groupOrder: 6 },
        },
      },
    ],
  },
}));
