import { expect } from "vitest";
import type { FaultKind } from "../../emulator/faults/fault.ts";
import { type Fault, faultCatalogue } from "../../emulator/index.ts";
import type { Login } from "../faults/logins.ts";
import { type SharedJenkins, startSharedJenkins } from "../faults/sharedJenkins.ts";
import { type Properties, type Report, Stack } from "../scenarios/support/engine.ts";
import { whoAmI } from "../support/jenkins.ts";
import { expectNoSecret, noteSecret } from "../support/lifecycleFailure.ts";
import { tokensOf } from "../support/lifecycleProvider.ts";
import { frontEnds } from "./frontEnds.ts";

/** What happened in all scenarios of a test file. */
export const counts = { scenarios: 0, commands: 0, tokens: 0, faults: 0, failedCommands: 0, namedOrphans: 0 };

/** What a scenario runs in. */
export interface Surroundings {
  readonly frontEnd: keyof typeof frontEnds;
  readonly login: Login;
  /** Of the connection; the last commands of a scenario have the default. */
  readonly maxRetries: number;
}

/** What goes wrong during one command. */
export type Accident =
  | { readonly kind: "fault"; readonly name: keyof typeof faultCatalogue; readonly nth: number }
  | { readonly kind: "response"; readonly fault: FaultKind; readonly nth: number }
  | { readonly kind: "restart" | "interruption"; readonly nth: number };

type Command = "up" | "preview" | "refresh" | "destroy";

/** A controller whose n-th response may be the occasion for something else. */
interface EventfulJenkins extends SharedJenkins {
  onResponse: () => Promise<void>;
}

const controllers = new Map<Login, Promise<EventfulJenkins>>();
/** The tokens that states have held, by UUID. */
const seen = new Set<unknown>();

const users = ["admin", "alice", "svc"];

/** A stack of several tokens on a controller of its own, with all that happens to both. */
export class RandomScenario {
  /** What the program declares: inputs by the name of the resource. */
  readonly program = new Map<string, Properties>();
  readonly #stack = new Stack();
  readonly #surroundings: Surroundings;
  readonly #shared: EventfulJenkins;
  readonly #settings: Readonly<Record<string, string>>;
  #messages = "";
  #day = 0;

  private constructor(surroundings: Surroundings, shared: EventfulJenkins) {
    this.#surroundings = surroundings;
    this.#shared = shared;
    shared.renew();
    this.#settings = surroundings.login.settings(shared.jenkins);
    counts.scenarios += 1;
  }

  static async begin(surroundings: Surroundings): Promise<RandomScenario> {
    const { login } = surroundings;
    const started = controllers.get(login) ?? startController(login);
    controllers.set(login, started);
    return new RandomScenario(surroundings, await started);
  }

  /** Runs a command of Pulumi, with the accidents that happen meanwhile. It may fail, with errors that say what to do. */
  async run(command: Command, accidents: readonly Accident[] = []): Promise<void> {
    const before = this.#tokenIds();
    const maxRetries = String(this.#surroundings.maxRetries);
    await this.#operate(command, { ...this.#settings, "jenkins:maxRetries": maxRetries }, accidents);
    if (command === "preview" || command === "refresh")
      expect(this.#tokenIds(), `tokens after a ${command}`).toEqual(before);
  }

  /** Somebody changes a token of the state in the web UI. */
  changeInUi(index: number, change: "revoke" | "rename"): void {
    const { jenkins } = this.#shared;
    const { owner } = this.#surroundings.login;
    const held = [...this.#stack.resources.values()].map(({ outputs }) => outputs.tokenUuid);
    const tokens = tokensOf(jenkins, owner).filter(({ uuid }) => held.includes(uuid));
    const token = tokens[index % Math.max(1, tokens.length)];
    if (!token) return;
    if (change === "revoke") jenkins.revokeToken(owner, token.uuid);
    else jenkins.renameToken(owner, token.uuid, `${token.name} renamed`);
  }

  /** Days pass, and somebody may restart Jenkins overnight. */
  sleep(days: number): void {
    this.#day += days;
    this.#shared.clock.set(this.#day);
    this.#shared.jenkins.restart();
  }

  /** Nothing goes wrong any more: controller and state agree after one refresh and up, and nothing is left after a destroy. */
  async end(): Promise<void> {
    this.#messages += await this.#succeed("refresh");
    this.#messages += await this.#succeed("up");
    await this.#expectAgreement();
    await this.#succeed("up");
    await this.#expectAgreement();
    await this.#succeed("destroy");
    await this.#expectAgreement();
  }

  async #succeed(command: Command): Promise<string> {
    const { errors } = await this.#operate(command, this.#settings, []);
    expect(errors, `the errors of the last ${command}`).toEqual([]);
    return errors.join("\n");
  }

  async #operate(
    command: Command,
    settings: Readonly<Record<string, string>>,
    accidents: readonly Accident[],
  ): Promise<Report> {
    const { clock, jenkins } = this.#shared;
    const session = await frontEnds[this.#surroundings.frontEnd](settings, clock.now);
    this.#prepare(accidents, session.cancel);
    const program = Object.fromEntries(this.program);
    const { provider } = session;
    const report = await (command === "up" || command === "preview"
      ? this.#stack[command](provider, program)
      : this.#stack[command](provider));
    jenkins.faults.clear();
    this.#shared.onResponse = async () => {};
    this.#note(report, session.end());
    return report;
  }

  #prepare(accidents: readonly Accident[], cancel: () => Promise<void>): void {
    const { jenkins } = this.#shared;
    const happenings = new Map<number, () => void | Promise<void>>();
    for (const accident of accidents) {
      const { nth } = accident;
      if (accident.kind === "fault") jenkins.faults.add({ ...(faultCatalogue[accident.name] as Fault), nth });
      else happenings.set(nth, accident.kind === "restart" ? () => jenkins.restart() : cancel);
    }
    let responses = 0;
    this.#shared.onResponse = async () => {
      responses += 1;
      await happenings.get(responses)?.();
    };
    counts.faults += accidents.length;
  }

  /** Every error is one of the catalogue, and no message holds a secret. */
  #note({ errors }: Report, messages: readonly string[]): void {
    counts.commands += 1;
    if (errors.length > 0) counts.failedCommands += 1;
    for (const { outputs } of this.#stack.resources.values()) {
      seen.add(outputs.tokenUuid);
      noteSecret(String(outputs.tokenValue));
    }
    counts.tokens = seen.size;
    for (const text of [...errors, ...messages]) expectNoSecret(text);
    for (const error of errors) expect(error).toMatch(/^ {2}error code: \w+$/m);
    this.#messages += [...errors, ...messages].join("\n");
  }

  /** The tokens of the state exist and work. A message has named each other one. */
  async #expectAgreement(): Promise<void> {
    const { jenkins } = this.#shared;
    const declared: string[] = [];
    expect(this.#stack.pendingDeletes, "replaced tokens that are still to be deleted").toEqual([]);
    for (const { outputs } of this.#stack.resources.values()) {
      const { username, tokenUuid, tokenValue, previousTokenUuid, previousTokenValue } = outputs;
      declared.push(String(tokenUuid), ...(previousTokenUuid ? [String(previousTokenUuid)] : []));
      for (const value of [tokenValue, previousTokenValue].filter((each) => each !== undefined)) {
        const user = await whoAmI(jenkins.url, String(username), String(value));
        expect(user, "whom a token of the state is for").toEqual({ status: 200, name: username });
      }
    }
    expect(this.#tokenIds()).toEqual(expect.arrayContaining(declared));
    const others = users
      .flatMap((user) => tokensOf(jenkins, user))
      .filter(({ uuid }) => !declared.includes(uuid));
    for (const name of new Set(others.map((token) => token.name))) {
      const same = others.filter((token) => token.name === name);
      const told = new RegExp(`(It is unknown whether Jenkins created a|The) token '${name}'`, "g");
      expect(
        [...this.#messages.matchAll(told)].length,
        `how often the user was told of a token '${name}' that no state holds`,
      ).toBeGreaterThanOrEqual(same.length);
      counts.namedOrphans += same.length;
    }
  }

  #tokenIds(): string[] {
    return users.flatMap((user) => tokensOf(this.#shared.jenkins, user).map(({ uuid }) => uuid));
  }
}

async function startController({ jenkins }: Login): Promise<EventfulJenkins> {
  const hook = { onResponse: async () => {} };
  const shared = await startSharedJenkins({ ...jenkins, responseDelay: () => hook.onResponse() });
  return Object.assign(hook, shared);
}

/** Ends the controllers of all scenarios. */
export async function closeControllers(): Promise<void> {
  for (const controller of controllers.values()) await (await controller).jenkins.close();
}
