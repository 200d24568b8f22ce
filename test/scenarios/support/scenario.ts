import { expect } from "vitest";
import type { EmbeddedJenkins, EmbeddedJenkinsOptions } from "../../../emulator/index.ts";
import type { JenkinsErrorCode } from "../../../provider/errors/catalogue.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { expectNoSecret, noteSecret } from "../../support/lifecycleFailure.ts";
import { passwordLogin, type Settings, tokensOf } from "../../support/lifecycleProvider.ts";
import type { Operation, Properties } from "./engine.ts";
import type { TestClock } from "./scenarioClock.ts";

/** What a step does: an operation of Pulumi, or something that happens outside of it. */
type Action =
  | { readonly up: Properties }
  | { readonly preview: Properties }
  | { readonly refresh: true }
  | { readonly destroy: true }
  | { readonly meanwhile: (surroundings: Surroundings) => void | Promise<void> };

/** What may be done behind Pulumi's back. */
export interface Surroundings {
  readonly jenkins: EmbeddedJenkins;
  readonly clock: TestClock;
  /** The UUID that a name of the scenario stands for. */
  uuid(name: string): string;
  /** The value of the token that a name of the scenario stands for. */
  value(name: string): string;
}

/** What is expected after a step. Tokens go by names that the scenario gives them, in the order they turn up. */
interface Expected {
  /** What Pulumi did to the token. */
  readonly is?: Operation;
  /** The properties that a replacement is for. */
  readonly replaces?: readonly string[];
  /** Warnings and reasons that the user sees, in this order; anything else fails. */
  readonly says?: readonly RegExp[];
  /** The error that the step fails with, by its code; without it, it must succeed. */
  readonly fails?: JenkinsErrorCode | RegExp;
  /** Outputs in the state; `token` and `previous` are names of tokens. */
  readonly state?: Properties & { readonly token?: string; readonly previous?: string };
  /** The tokens that alice has on the controller. */
  readonly controller?: readonly string[];
  /** Names of tokens whose values work, although or because the state doesn't hold them. */
  readonly works?: readonly string[];
  /** Names of tokens whose values no longer work. */
  readonly dead?: readonly string[];
}

/** One step of a scenario. */
export type Step = Action &
  Expected & {
    /** Days after the first one, at noon. Default: the day of the step before. */
    readonly day?: number;
    /** The stack's configuration from now on. Default: that of the step before. */
    readonly login?: Login;
  };

/** The stack's configuration, for the controller of the scenario. */
export type Login = (jenkins: EmbeddedJenkins, surroundings: Surroundings) => Settings | Promise<Settings>;

/** What happens to one token, step by step. */
export interface Scenario {
  /** Reads as a sentence. */
  readonly name: string;
  /** Whether the real CLI runs it too. Default: false. */
  readonly overCli?: boolean;
  readonly jenkins?: EmbeddedJenkinsOptions;
  /** The stack's configuration at first. Default: alice, by password. */
  readonly login?: Login;
  readonly steps: readonly Step[];
}

/** What came of an operation. */
export interface StepResult {
  readonly operation: Operation | undefined;
  readonly replaces: readonly string[];
  readonly errors: readonly string[];
  /** The lines that the provider has printed for the user. */
  readonly printed: readonly string[];
}

/** Runs Pulumi's operations on one stack with one token. */
export interface Backend {
  up(args: Properties, settings: Settings): Promise<StepResult>;
  preview(args: Properties, settings: Settings): Promise<StepResult>;
  refresh(settings: Settings): Promise<StepResult>;
  destroy(settings: Settings): Promise<StepResult>;
  /** The outputs in the state; undefined where the token isn't in it. */
  outputs(): Promise<Properties | undefined>;
}

/** Runs a scenario step by step. */
export async function run(scenario: Scenario, clock: TestClock, backend: Backend): Promise<void> {
  const jenkins = await startJenkins({ clock, ...scenario.jenkins });
  const tokens = new Map<string, { uuid: string; value: string }>();
  const surroundings: Surroundings = {
    jenkins,
    clock,
    uuid: (name) => tokens.get(name)?.uuid ?? "",
    value: (name) => tokens.get(name)?.value ?? "",
  };
  let settings = await (scenario.login ?? asAlice)(jenkins, surroundings);
  for (const [index, step] of scenario.steps.entries()) {
    const where = `step ${index + 1} of "${scenario.name}"`;
    if (step.day !== undefined) await clock.set(step.day);
    if (step.login) settings = await step.login(jenkins, surroundings);
    if ("meanwhile" in step) await step.meanwhile(surroundings);
    else expectResult(step, await perform(backend, step, settings), where);
    if (step.state) expectState(step.state, await backend.outputs(), tokens, where);
    if (step.controller) expect(namesOf(jenkins, tokens), `tokens after ${where}`).toEqual(step.controller);
    await expectValues(jenkins, step, tokens, where);
  }
}

function asAlice(jenkins: EmbeddedJenkins): Settings {
  return passwordLogin(jenkins, "alice");
}

function perform(
  backend: Backend,
  step: Exclude<Action, { meanwhile: unknown }>,
  settings: Settings,
): Promise<StepResult> {
  if ("up" in step) return backend.up(step.up, settings);
  if ("preview" in step) return backend.preview(step.preview, settings);
  return "refresh" in step ? backend.refresh(settings) : backend.destroy(settings);
}

function expectResult(step: Expected, result: StepResult, where: string): void {
  const { operation, replaces, errors, printed } = result;
  for (const text of [...errors, ...printed]) expectNoSecret(text);
  const [error = ""] = errors;
  if (step.fails) expect(error, `the failure of ${where}`).toMatch(toPattern(step.fails));
  else expect(error, `the failure of ${where}`).toBe("");
  if (step.is) expect(operation, `what ${where} did`).toBe(step.is);
  if (step.replaces) expect(replaces, `reasons of ${where}`).toEqual(step.replaces);
  // The front ends put a reason into sentences of their own.
  const says = (step.says ?? []).map(({ source }) => expect.stringMatching(new RegExp(source, "i")));
  expect(printed, `what ${where} said`).toEqual(says);
}

function toPattern(failure: JenkinsErrorCode | RegExp): RegExp {
  return typeof failure === "string" ? new RegExp(`^ {2}error code: ${failure}$`, "m") : failure;
}

function expectState(
  { token, previous, ...rest }: NonNullable<Expected["state"]>,
  outputs: Properties | undefined,
  tokens: Map<string, { uuid: string; value: string }>,
  where: string,
): void {
  expect(outputs, `the state after ${where}`).toBeDefined();
  const { tokenUuid, tokenValue, previousTokenUuid, previousTokenValue } = outputs ?? {};
  if (typeof tokenValue === "string") noteSecret(tokenValue);
  if (token && !tokens.has(token)) tokens.set(token, { uuid: String(tokenUuid), value: String(tokenValue) });
  if (token) expect(tokenUuid, `"${token}" in the state after ${where}`).toBe(tokens.get(token)?.uuid);
  expect(previousTokenUuid, `the previous token after ${where}`).toBe(previous && tokens.get(previous)?.uuid);
  expect(previousTokenValue, `the previous value after ${where}`).toBe(
    previous && tokens.get(previous)?.value,
  );
  for (const [name, value] of Object.entries(rest))
    expect(outputs?.[name], `${name} after ${where}`).toEqual(value);
}

/** The names that the scenario gives to alice's tokens, and those of Jenkins for tokens that it doesn't know. */
function namesOf(jenkins: EmbeddedJenkins, tokens: ReadonlyMap<string, { uuid: string }>): string[] {
  const names = tokensOf(jenkins, "alice").map(
    ({ uuid, name }) => [...tokens].find(([, token]) => token.uuid === uuid)?.[0] ?? `unknown: ${name}`,
  );
  return names.toSorted((one, other) => [...tokens.keys()].indexOf(one) - [...tokens.keys()].indexOf(other));
}

/** What works is what the scenario says; where it says nothing, what the controller lists. */
async function expectValues(
  jenkins: EmbeddedJenkins,
  { works, dead, controller }: Expected,
  tokens: ReadonlyMap<string, { value: string }>,
  where: string,
): Promise<void> {
  const working = works ?? controller ?? [];
  const rejected =
    dead ?? (controller ? [...tokens.keys()].filter((name) => !controller.includes(name)) : []);
  for (const [names, status] of [
    [working, 200],
    [rejected, 401],
  ] as const) {
    for (const name of names) {
      const authorization = `Basic ${Buffer.from(`alice:${tokens.get(name)?.value}`).toString("base64")}`;
      const response = await fetch(`${jenkins.url}/whoAmI/api/json`, { headers: { authorization } });
      expect(response.status, `the value of "${name}" after ${where}`).toBe(status);
    }
  }
}

/** Whether a line that a provider process has printed is for people: the SDK prints one beside each error that it passes on. */
export function isForPeople(line: string): boolean {
  return line !== "" && !line.startsWith("JenkinsApiToken failed");
}
