import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { describe, expect, it, vi } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import type { FinishedProcess } from "../support/finishedProcess.ts";
import { actionsOf, startJenkins } from "../support/jenkins.ts";
import { pluginProject } from "./support/pluginProject.ts";
import type { RunningProcess } from "./support/pulumiProcess.ts";
import { createStack, type TestStack } from "./support/pulumiStack.ts";

/** Tokens of these names, declared for one front end. */
type Declare = (...names: readonly string[]) => string;

const dynamic: Declare = (...names) => `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  for (const name of ${JSON.stringify(names)}) new JenkinsApiToken(name);
`;

const packaged: Declare = (...names) => `
  const jenkins = require("./jenkins");
  for (const name of ${JSON.stringify(names)}) new jenkins.ApiToken(name);
`;

interface Target {
  readonly pid: number;
  readonly command: string;
}

/** What runs below the CLI, with the CLI itself as the last one. */
async function processesOf(cli: RunningProcess): Promise<Target[]> {
  const processes = (await cli.descendants()).map(async (pid) => {
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    return { pid, command: command.replaceAll("\0", " ") };
  });
  return [...(await Promise.all(processes)), { pid: cli.pid, command: "pulumi" }];
}

/** The provider's own process, and the shell that starts the dynamic one. */
const isProvider = ({ command }: Target) => /node.*(dynamic-provider|plugin\/main\.js)/.test(command);
const isItsShell = ({ command }: Target) => command.includes("sh ") && /pulumi-resource-/.test(command);

/** Which processes get the signal. */
const targets = {
  "the provider alone": isProvider,
  "the provider and the shell that started it": (target: Target) => isProvider(target) || isItsShell(target),
  "every process, the CLI too": () => true,
};

type Front = "dynamic" | "packaged";
type Operation = "generateNewToken" | "revoke";

/** Each front end, signal, target and change is in it, and the pairs that differ most. */
const cells: readonly [Front, NodeJS.Signals, keyof typeof targets, Operation][] = [
  ["dynamic", "SIGTERM", "the provider alone", "generateNewToken"],
  ["dynamic", "SIGINT", "the provider and the shell that started it", "revoke"],
  ["dynamic", "SIGTERM", "every process, the CLI too", "generateNewToken"],
  ["dynamic", "SIGINT", "every process, the CLI too", "revoke"],
  ["packaged", "SIGINT", "the provider alone", "revoke"],
  ["packaged", "SIGTERM", "every process, the CLI too", "generateNewToken"],
];

describe.runIf(existsSync("/proc/self/cmdline"))("a signal while Jenkins is at work for a provider", () => {
  it.each(cells)(
    "leaves no token that nobody knows: %s, %s to %s, while it carries out %s",
    async (front, signal, who, operation) => {
      const jenkins = await startJenkins();
      const declare = front === "dynamic" ? dynamic : packaged;
      const files = front === "dynamic" ? {} : pluginProject;
      const stack = await createStack({ jenkins, files, program: declare("first", "other") });
      await stack.up();
      const names = operation === "revoke" ? ["first"] : ["first", "other", "second"];
      await stack.write(declare(...names));
      const ended = await interrupt({ jenkins, stack, signal, operation, isTarget: targets[who] });
      expect(await unknownTokens(jenkins, stack, ended), ended.stdout + ended.stderr).toEqual([]);

      await stack.refresh("--clear-pending-creates");
      await stack.up();
      expect(await unknownTokens(jenkins, stack, ended), ended.stdout + ended.stderr).toEqual([]);
      await stack.destroy();
    },
  );
});

/** Runs an up, sends the signal while Jenkins holds the change, and then lets Jenkins finish it. */
async function interrupt({
  jenkins,
  stack,
  signal,
  operation,
  isTarget,
}: {
  jenkins: EmbeddedJenkins;
  stack: TestStack;
  signal: NodeJS.Signals;
  operation: Operation;
  isTarget: (target: Target) => boolean;
}): Promise<FinishedProcess> {
  jenkins.clearRequests();
  const release = jenkins.holdSaves();
  const cli = stack.start("up");
  await vi.waitUntil(() => actionsOf(jenkins).includes(operation), { timeout: 300_000, interval: 20 });
  const processes = await processesOf(cli);
  const signalled = processes.filter(isTarget);
  expect(signalled.some(isProvider), processes.map(({ command }) => command).join("\n")).toBe(true);
  for (const { pid } of signalled) send(signal, pid);
  release();
  return cli.finished;
}

function send(signal: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; // it has ended in the meantime
  }
}

/** The names of tokens that work, and of which neither the state nor what the CLI printed tells. */
async function unknownTokens(
  jenkins: EmbeddedJenkins,
  stack: TestStack,
  { stdout, stderr }: FinishedProcess,
): Promise<string[]> {
  const { resources, pending_operations: pending = [] } = await stack.state();
  const held = resources.flatMap(({ outputs }) => outputs?.tokenUuid ?? []);
  const pendingNames = pending.map(({ resource }) => resource.urn.split("::").pop());
  return jenkins
    .tokens("alice")
    .filter(({ uuid, name }) => !held.includes(uuid) && !(stdout + stderr).includes(name))
    .map(({ name }) => name)
    .filter((name) => !pendingNames.includes(name.replace(/-[0-9a-f]{7}$/, "")));
}
