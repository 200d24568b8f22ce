import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { pluginProject } from "../pulumi/support/pluginProject.ts";
import type { RunningProcess } from "../pulumi/support/pulumiProcess.ts";
import { createStack, type TestStack } from "../pulumi/support/pulumiStack.ts";
import { startBuild, startJenkins } from "../support/jenkins.ts";
import { declareTokens } from "./declareTokens.ts";
import { replay, seed, sized } from "./size.ts";

const names = ["one", "two", "three", "four", "five", "six"];

const kill = fc.record({
  frontEnd: fc.constantFrom("dynamic" as const, "packaged" as const),
  during: fc.constantFrom("create" as const, "rotate" as const),
  target: fc.constantFrom("provider" as const, "CLI" as const, "both" as const),
  signal: fc.constantFrom("SIGTERM" as const, "SIGKILL" as const),
  /** Of the requests that Jenkins gets, the one at which it happens. */
  nth: fc.integer({ min: 1, max: 16 }),
  when: fc.constantFrom("beforeEffect" as const, "afterEffect" as const),
});

type Kill = typeof kill extends fc.Arbitrary<infer Value> ? Value : never;

/** Comes first, also in the quick form: Jenkins has created a token, and nothing has heard of it. */
const withOrphan: Kill = {
  frontEnd: "packaged",
  during: "create",
  target: "both",
  signal: "SIGKILL",
  nth: 4,
  when: "afterEffect",
};

const counts = { kills: 0, lateKills: 0, interruptedCreates: 0, orphans: 0 };

describe.runIf(existsSync("/proc/self/cmdline"))("signals at random moments", () => {
  it("lose no token: the next up completes the stack, and each orphan is of a resource that was reported", async () => {
    const numRuns = sized(3, 40);
    const examples: [Kill][] = "path" in replay ? [] : [[withOrphan]];
    await fc.assert(fc.asyncProperty(kill, survive), {
      numRuns,
      seed,
      examples,
      ...replay,
      endOnFailure: true,
    });
    if (!("path" in replay)) expect(counts.orphans, "orphans that were checked").toBeGreaterThan(0);
    console.log(`endurance with seed ${seed}: signals at random moments: ${JSON.stringify(counts)}`);
  });
});

async function survive({ frontEnd, during, target, signal, nth, when }: Kill): Promise<void> {
  const jenkins = await startJenkins();
  const stack = await createStack({
    jenkins,
    files: pluginProject,
    program: declareTokens(frontEnd, names, 1),
  });
  if (during === "rotate") {
    await stack.up();
    await stack.write(declareTokens(frontEnd, names, 2));
  }
  const cli = stack.start("up");
  const release = await holdRequest(jenkins, cli, nth, when);
  const provider = release ? await providerOf(cli) : undefined;
  if (release) expect(provider, "the process that has sent the request").toBeDefined();
  if (target !== "CLI" && provider) end(provider, signal);
  if (target !== "provider") end(cli.pid, signal);
  counts[release ? "kills" : "lateKills"] += 1;
  release?.();
  const { stdout, stderr } = await cli.finished;
  // Pulumi's SDK leaves a dynamic provider running whose CLI was killed.
  const isLeftRunning = frontEnd === "dynamic" && target === "CLI" && signal === "SIGKILL";
  if (provider && isLeftRunning) onTestFinished(() => end(provider, "SIGKILL"));
  else if (provider) await until(() => !existsSync(`/proc/${provider}`));
  const reported = [diagnosticsIn(stdout + stderr)];

  if (target !== "provider" && signal === "SIGKILL") await stack.pulumi("cancel", "--yes");
  const interrupted = (await stack.state()).pending_operations ?? [];
  counts.interruptedCreates += interrupted.filter(({ type }) => type === "creating").length;
  reported.push(diagnosticsIn(await stack.up()));
  await stack.refresh("--clear-pending-creates");
  await expectAllToWork(jenkins, stack);
  await expectOrphansToBeReported(jenkins, stack, reported.join("\n"));
  await stack.destroy();
}

/** Holds the n-th request before or after it takes effect. Resolves to what lets it go; undefined where `up` ended before. */
async function holdRequest(
  jenkins: EmbeddedJenkins,
  cli: RunningProcess,
  nth: number,
  when: "beforeEffect" | "afterEffect",
): Promise<(() => void) | undefined> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const fault = jenkins.faults.add({ kind: "latency", until: held, when, nth });
  let hasEnded = false;
  void cli.finished.then(() => {
    hasEnded = true;
  });
  await until(() => hasEnded || fault.injections === 1);
  if (!hasEnded) return release;
  jenkins.faults.clear();
  return undefined;
}

/** Waits until something holds, as long as the slowest machine takes. */
const until = (holds: () => boolean | Promise<boolean>) =>
  vi.waitUntil(holds, { timeout: 300_000, interval: 20 });

async function providerOf(cli: RunningProcess): Promise<number | undefined> {
  for (const pid of await cli.descendants()) {
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (/provider\/plugin\/main\.js|cmd\/dynamic-provider/.test(command)) return pid;
  }
  return undefined;
}

function end(pid: number, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; // it has ended in the meantime
  }
}

/** The part of the CLI's output that names only resources with a message. */
function diagnosticsIn(output: string): string {
  return output.split(/^Diagnostics:$/m)[1]?.split(/^(Outputs|Resources):$/m)[0] ?? "";
}

async function expectAllToWork(jenkins: EmbeddedJenkins, stack: TestStack): Promise<void> {
  const outputs = await stack.outputs();
  expect(Object.keys(outputs).toSorted()).toEqual(names.toSorted());
  for (const value of Object.values(outputs)) expect(await startBuild(jenkins.url, "alice", value)).toBe(201);
}

/** The name of each token that the state doesn't hold starts with that of a resource of which a command has reported a failure. */
async function expectOrphansToBeReported(
  jenkins: EmbeddedJenkins,
  stack: TestStack,
  reported: string,
): Promise<void> {
  const held = (await stack.state()).resources.map(({ outputs }) => outputs?.tokenUuid);
  for (const { uuid, name } of jenkins.tokens("alice")) {
    if (held.includes(uuid)) continue;
    counts.orphans += 1;
    const resource = name.split("-")[0];
    expect(reported, "the messages of the commands").toMatch(new RegExp(String.raw`(\(|::|')${resource}\b`));
  }
}
