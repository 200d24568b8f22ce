import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEvent, OpType } from "@pulumi/pulumi/automation/index.js";
import { it, onTestFinished } from "vitest";
import { readEvents } from "../../../scripts/demo/events.ts";
import {
  createStack,
  type ExportedState,
  type StackCommand,
  type TestStack,
} from "../../pulumi/support/pulumiStack.ts";
import type { Settings } from "../../support/lifecycleProvider.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";
import type { Operation, Properties } from "./engine.ts";
import { type Backend, isForPeople, run, type Scenario, type StepResult } from "./scenario.ts";
import { createSharedClock } from "./scenarioClock.ts";

/** Declares a test for each scenario, which the real CLI runs in a stack of its own. */
export function runOverCli(scenarios: readonly Scenario[]): void {
  it.each(scenarios)("$name", async (scenario) => {
    const clock = await createSharedClock();
    onTestFinished(() => clock.remove());
    const stack = await createStack({ environment: { ...clock.environment, ...environment } });
    await run(scenario, clock, createBackend(stack, join(await temporaryFolder(), "events")));
  });
}

const environment = {
  /** Without it, the CLI doesn't know `--event-log`. */
  PULUMI_DEBUG_COMMANDS: "true",
  /** The SDK makes Node warn of what is experimental in it. */
  NODE_NO_WARNINGS: "1",
};

/** The event log stays in a temporary folder: the SDK's messages for debugging are in it too, with all secrets. */
function createBackend(stack: TestStack, eventLog: string): Backend {
  let configured: Settings = {};

  async function run(command: StackCommand, settings: Settings): Promise<StepResult> {
    if (settings !== configured) await configure(stack, settings);
    configured = settings;
    const { exitCode, stdout, stderr } = await stack.start(command, "--event-log", eventLog).finished;
    const { steps, errors, printed } = await readEventLog(eventLog);
    const operations = steps.map(({ operation }) => operation);
    const replacement = steps.find(({ operation }) => operation === "create-replacement");
    return {
      operation: command === "refresh" ? toFound(operations) : toOperation(operations),
      replaces: replacement?.properties ?? [],
      errors: exitCode !== 0 && errors.length === 0 ? [stdout + stderr] : errors,
      printed: printed.filter(isForPeople),
    };
  }

  const declaring = async (command: StackCommand, args: Properties, settings: Settings) => {
    await stack.write(declare(args));
    return run(command, settings);
  };
  return {
    up: (args, settings) => declaring("up", args, settings),
    preview: (args, settings) => declaring("preview", args, settings),
    refresh: (settings) => run("refresh", settings),
    destroy: (settings) => run("destroy", settings),
    outputs: async () => outputsIn(await stack.export("--show-secrets")),
  };
}

const declare = (args: Properties) => `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  new JenkinsApiToken("ci", ${JSON.stringify(args)});
`;

function configure(stack: TestStack, settings: Settings): Promise<void> {
  const entries = Object.entries(settings);
  const isSecret = ([key]: [string, string]) => /password|token/i.test(key);
  return stack.configure({
    plain: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
    secret: Object.fromEntries(entries.filter(isSecret)),
  });
}

async function readEventLog(file: string) {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");
  return readEvents(lines.map((line) => JSON.parse(line) as EngineEvent));
}

/** What a refresh has found. */
function toFound(operations: readonly OpType[]): Operation {
  return operations.includes("delete") ? "gone" : "refresh";
}

/** The most significant of the operations on a token. */
function toOperation(operations: readonly OpType[]): Operation | undefined {
  if (operations.includes("create-replacement")) return "replace";
  const significant = ["create", "update", "same", "delete"] as const;
  return significant.find((operation) => operations.includes(operation));
}

function outputsIn(exported: string): Properties | undefined {
  const { deployment } = JSON.parse(exported) as { deployment: ExportedState };
  const token = deployment.resources.find(({ type }) => type.endsWith("/jenkins:ApiToken"));
  return (
    token && Object.fromEntries(Object.entries(token.outputs).map(([key, value]) => [key, toPlain(value)]))
  );
}

/** Shown in plain, a secret is an object with its value as JSON. */
function toPlain(value: unknown): unknown {
  return typeof value === "object" && value && "plaintext" in value
    ? JSON.parse(String(value.plaintext))
    : value;
}
