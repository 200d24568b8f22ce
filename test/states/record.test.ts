import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { stateSchema } from "../../provider/token/model/state.ts";
import { createStack } from "../pulumi/support/pulumiStack.ts";
import { createSharedClock } from "../scenarios/support/scenarioClock.ts";
import { startJenkins } from "../support/jenkins.ts";
import { type Controllers, startControllers, toConfiguration } from "./support/controllers.ts";
import {
  heldTokens,
  type KnownToken,
  mapTexts,
  nameTokens,
  placeholdersOf,
  replaceTexts,
  reversed,
  toPlaceholders,
} from "./support/placeholders.ts";
import { declareTokens, readResources } from "./support/program.ts";
import {
  currentVersion,
  type Inputs,
  type RecordedResource,
  type RecordedState,
  recordedFiles,
  toOutputs,
} from "./support/recordedState.ts";

/** A stack with one token, which a shape brings into the state that is to be recorded. */
interface Stage {
  /** The final program. Its placeholders are filled in by the methods here. */
  readonly program: Inputs;
  /** The controller of a program that names none. */
  readonly jenkins: EmbeddedJenkins;
  /** Lets a placeholder stand for a token. */
  name(name: string, token: KnownToken): void;
  up(program: Inputs): Promise<void>;
  /** An up that ends with an error, because Jenkins is unavailable for the first request to such a path. */
  upFailsAt(path: RegExp, program: Inputs): Promise<void>;
  refresh(): Promise<void>;
  /** The token's resources in the state; secrets in plain text. */
  state(): Promise<readonly RecordedResource[]>;
}

/** One kind of state that today's code can write, and how to get there. */
interface Shape extends Pick<RecordedState, "about" | "program" | "due" | "rotation"> {
  /** Default: one up of the program. */
  readonly prepare?: (stage: Stage) => Promise<void>;
}

const first = placeholdersOf("first");
const second = placeholdersOf("second");

/** All of them, by the names that their tokens have in programs. */
const shapes: Readonly<Record<string, Shape>> = {
  plain: {
    about: "created with few inputs",
    program: { version: 1 },
    rotation: { version: 2 },
  },
  everything: {
    about: "created with all inputs that go together",
    program: {
      username: "alice",
      tokenName: "deploy",
      version: "2027.1",
      triggers: { image: "sha256:1", replicas: 2, zones: ["a", "b"] },
      expiresInDays: 90,
      rotateAfterDays: 80,
      rotateBeforeExpiryDays: 7,
      overlapDays: 10,
      method: "rest",
      verifyOn: "up",
      allowConnectedController: true,
      controller: "current",
    },
    rotation: { triggers: { image: "sha256:2" } },
  },
  scheduled: {
    about: "rotates automatically",
    program: { rotateAfterDays: 30 },
    rotation: {},
  },
  overlap: {
    about: "rotated, while the previous one still works",
    program: { version: 2, overlapDays: 7 },
    rotation: { version: 3 },
    async prepare({ program, up }) {
      await up({ ...program, version: 1 });
      await up(program);
    },
  },
  lost: {
    about: "revoked in the web UI, as a refresh found, while the previous one still works",
    program: { version: 2, overlapDays: 7 },
    due: "replace",
    rotation: { version: 3 },
    async prepare({ program, up, jenkins, state, refresh }) {
      await up({ ...program, version: 1 });
      await up(program);
      const [resource] = await state();
      jenkins.revokeToken("alice", String(resource?.outputs.tokenUuid));
      await refresh();
    },
  },
  adopted: {
    about: "generated in the web UI, and adopted",
    program: { adopt: first },
    rotation: { version: 2 },
    async prepare({ program, name, jenkins, up }) {
      name("first", jenkins.generateToken("alice", "from the web UI"));
      await up(program);
    },
  },
  adoptedAndRotated: {
    about: "created in place of an adopted one",
    program: { adopt: first, version: 2 },
    rotation: { version: 3 },
    async prepare({ program, name, jenkins, up }) {
      name("first", jenkins.generateToken("alice", "from the web UI"));
      await up({ adopt: first });
      await up(program);
    },
  },
  scriptConsole: {
    about: "created for another user by an administrator, with its own connection",
    program: {
      username: "svc",
      expiresOn: "2027-12-31",
      connection: { url: "{{current}}", username: "admin", password: "admin-pw" },
    },
    rotation: { version: 2 },
  },
  legacy: {
    about: "the one that a user of an old Jenkins has",
    program: { controller: "ancient" },
    rotation: { version: 2 },
  },
  fixedValue: {
    about: "created with a given value",
    program: { fixedValue: first.tokenValue },
    rotation: { fixedValue: second.tokenValue },
    async prepare({ program, name, up }) {
      const tokenValue = `11${randomBytes(16).toString("hex")}`;
      name("first", { tokenUuid: "not generated yet", tokenValue });
      await up(program);
    },
  },
  unverified: {
    about: "created, but not yet verified",
    program: { version: 1 },
    due: "update",
    rotation: { version: 2 },
    prepare: ({ program, upFailsAt }) => upFailsAt(/whoAmI/, program),
  },
  unverifiedOverlap: {
    about: "rotated, but not yet verified, while the previous one still works",
    program: { version: 2, overlapDays: 7 },
    due: "update",
    rotation: { version: 3 },
    async prepare({ program, up, upFailsAt }) {
      await up({ ...program, version: 1 });
      await upFailsAt(/whoAmI/, program);
    },
  },
  unfinishedReplacement: {
    about: "rotated, but the previous one could not be revoked",
    program: { version: 2 },
    due: "delete",
    rotation: { version: 3 },
    async prepare({ program, up, upFailsAt }) {
      await up({ version: 1 });
      await upFailsAt(/revoke$/, program);
    },
  },
};

const { version, isReleased } = currentVersion();
const folder = join(import.meta.dirname, version);
const toText = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

it("a version is recorded until it is released: then the states stand in people's stacks", () => {
  const advice = "Give package.json and CHANGELOG.md the next version first.";
  expect(isReleased, `${version} is released. ${advice}`).toBe(false);
});

const named = Object.entries(shapes).map(([name, shape]) => ({ name, ...shape }));

it.skipIf(isReleased).each(named)("$name: $about", async ({ name, ...shape }) => {
  const { state, provider } = await recordShape(name, shape);
  await expect(toText(state)).toMatchFileSnapshot(join(folder, `${name}.json`));
  await expect(provider).toMatchFileSnapshot(join(folder, recordedFiles.provider));
});

it.skipIf(isReleased)("what a state may hold, and nothing else, is recorded beside the shapes", async () => {
  await expect(toText(toOutputs(stateSchema))).toMatchFileSnapshot(join(folder, recordedFiles.outputs));
  const expected = [...Object.keys(shapes).map((name) => `${name}.json`), ...Object.values(recordedFiles)];
  expect(readdirSync(folder).toSorted()).toEqual(expected.toSorted());
});

/** Lets today's code write a state of this shape, with the real CLI and controllers of its own. */
async function recordShape(tokenName: string, shape: Shape) {
  const clock = await createSharedClock();
  onTestFinished(() => clock.remove());
  const controllers = await startControllers(startJenkins, clock);
  const { about, program, due, rotation, prepare = ({ up }) => up(program) } = shape;
  const stage = await openStage(tokenName, program, controllers, clock.environment);
  await prepare(stage);
  const resources = await stage.state();
  const tokens = nameTokens(resources);
  const provider = String(resources[0]?.inputs.__provider);
  const state = { about, program, due, rotation, tokens: heldTokens(controllers, tokens), resources };
  const placeholders = reversed(toPlaceholders({ controllers, tokens, provider }));
  return { state: withoutChance(replaceTexts(state, placeholders), tokenName), provider };
}

async function openStage(
  tokenName: string,
  program: Inputs,
  controllers: Controllers,
  environment: Readonly<Record<string, string>>,
): Promise<Stage> {
  const stack = await createStack({ environment });
  await stack.configure(toConfiguration(controllers));
  const tokens = new Map<string, KnownToken>();
  const declare = (inputs: Inputs) =>
    stack.write(
      declareTokens(replaceTexts({ [tokenName]: inputs }, toPlaceholders({ controllers, tokens }))),
    );
  return {
    program,
    jenkins: controllers.current,
    name: (name, token) => void tokens.set(name, token),
    async up(inputs) {
      await declare(inputs);
      await stack.up();
    },
    async upFailsAt(path, inputs) {
      const fault = controllers.current.faults.add({
        kind: "status",
        status: 502,
        when: "beforeEffect",
        path,
      });
      await declare(inputs);
      await stack.fails("up");
      expect(fault.injections).toBeGreaterThan(0);
    },
    refresh: async () => void (await stack.refresh()),
    state: () => readResources(stack),
  };
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
