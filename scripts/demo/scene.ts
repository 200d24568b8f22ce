import type { OpType } from "@pulumi/pulumi/automation/index.js";
import { type Check, createCheck } from "./check.ts";
import type { DemoController } from "./controller.ts";
import type { TokenStep } from "./events.ts";
import { createDemoJenkins, type DemoJenkins } from "./jenkins.ts";
import type { DemoStack } from "./stack.ts";
import type { Terminal } from "./terminal.ts";

/** A token, by what the quickstart exports of it. */
export interface DemoToken {
  readonly tokenName: string;
  readonly tokenUuid: string;
  readonly tokenValue: string;
  /** The value once more, as a header carries it. */
  readonly authorization: string;
}

/** What all steps of the story do: let Pulumi work, and look at Jenkins. */
export interface Scene {
  readonly terminal: Terminal;
  readonly jenkins: DemoJenkins;
  readonly check: Check;
  /** Waits for something, and shows so; rejects when the demo was interrupted meanwhile. */
  during<Result>(activity: string, work: () => Promise<Result>): Promise<Result>;
  configure(key: string, value: string): Promise<void>;
  /** Runs `pulumi up`, tells what it did to the token, and checks that it is what the claim says. */
  up(claim: string, expected: readonly OpType[]): Promise<DemoToken>;
  /** The same with `pulumi refresh`. */
  refresh(claim: string, expected: readonly OpType[]): Promise<void>;
  /** The same with `pulumi destroy`. */
  destroy(claim: string, expected: readonly OpType[]): Promise<void>;
  /** Tells which tokens of the demo Jenkins lists, and checks that it is these. */
  requireListed(claim: string, expected: readonly DemoToken[]): Promise<void>;
  /** Checks that the login's user can log in with this token. */
  requireGood(claim: string, token: DemoToken): Promise<void>;
  /** Checks that Jenkins refuses this token. */
  requireRefused(claim: string, token: DemoToken): Promise<void>;
}

/** What a scene is made of. */
export interface SceneOptions {
  readonly terminal: Terminal;
  readonly controller: DemoController;
  readonly stack: DemoStack;
  /** What the names of the demo's tokens start with. */
  readonly namePrefix: string;
  readonly signal: AbortSignal;
}

/** A scene on a terminal, with a stack and a controller. */
export function createScene({ terminal, controller, stack, namePrefix, signal }: SceneOptions): Scene {
  const check = createCheck(terminal);
  const jenkins = createDemoJenkins(controller);

  async function during<Result>(activity: string, work: () => Promise<Result>): Promise<Result> {
    const result = await terminal.during(activity, work);
    signal.throwIfAborted();
    return result;
  }

  async function run(command: "up" | "refresh" | "destroy", claim: string, expected: readonly OpType[]) {
    terminal.command(`pulumi ${command}`);
    const { steps, warnings, outputs } = await during(`pulumi ${command}`, stack[command]);
    terminal.fact("Pulumi", [...steps.map(toLine), ...warnings.map((warning) => `warning: ${warning}`)]);
    check(claim, { expected, seen: steps.map(({ operation }) => operation) });
    return outputs;
  }

  async function requireBearer(claim: string, { tokenValue }: DemoToken, expected: string): Promise<void> {
    const seen = await during("Jenkins looks at the token", () => jenkins.bearerOf(tokenValue));
    check(claim, { expected, seen });
  }

  return {
    terminal,
    jenkins,
    check,
    during,
    async up(claim, expected) {
      const outputs = await run("up", claim, expected);
      const { tokenName = "", tokenUuid = "", tokenValue = "", authorization = "" } = outputs;
      return { tokenName, tokenUuid, tokenValue, authorization };
    },
    async refresh(claim, expected) {
      await run("refresh", claim, expected);
    },
    async destroy(claim, expected) {
      await run("destroy", claim, expected);
    },
    async configure(key, value) {
      terminal.command(`pulumi config set ${key} ${value}`);
      await during("pulumi config set", () => stack.setConfig(key, value));
    },
    async requireListed(claim, expected) {
      const tokens = await during("Jenkins lists the tokens", jenkins.tokens);
      const own = tokens.filter(({ tokenName }) => tokenName.startsWith(namePrefix)).map(toListing);
      terminal.fact("Jenkins", own.length > 0 ? own : ["lists no token of the demo"]);
      check(claim, { expected: expected.map(toListing), seen: own });
    },
    requireGood: (claim, token) => requireBearer(claim, token, controller.client.login),
    requireRefused: (claim, token) => requireBearer(claim, token, "401"),
  };
}

function toListing({ tokenName, tokenUuid }: { tokenName: string; tokenUuid: string }): string {
  return `${tokenName.padEnd(20)}  ${tokenUuid}`;
}

/** The signs and words are Pulumi's. */
const words: Partial<Record<OpType, string>> = {
  create: "+  created",
  "create-replacement": "++ created replacement",
  "delete-replaced": "-- deleted original",
  delete: "-  deleted",
  same: "   unchanged",
  update: "~  updated",
};

function toLine({ operation, resource, properties }: TokenStep): string {
  const [sign = "", word = ""] = (words[operation] ?? `   ${operation}`).match(/^...|.+$/g) ?? [];
  const reason = properties.length > 0 ? ` (${properties.join(", ")})` : "";
  return `${sign}${resource} ${word}${reason}`;
}
