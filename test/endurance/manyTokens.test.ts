import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { pluginProject } from "../pulumi/support/pluginProject.ts";
import { startJenkins } from "../pulumi/support/pulumiJenkins.ts";
import type { RunningProcess } from "../pulumi/support/pulumiProcess.ts";
import {
  createStack,
  type ExportedState,
  type StackCommand,
  type TestStack,
} from "../pulumi/support/pulumiStack.ts";
import { whoAmI } from "../unit/emulator/client.ts";
import { sized } from "./size.ts";

interface Size {
  readonly tokens: number;
  readonly users: number;
  readonly controllers: number;
}

const small: Size = { tokens: 200, users: 10, controllers: 4 };
const large: Size = { tokens: 2000, users: 50, controllers: 20 };

/** Peaks of a process vary with the moments at which it collects garbage. What grows with each token would be ten times as much. */
const flat = 1.5;

it("many tokens of many users on several controllers, in one stack: created, rotated, refreshed and revoked", async () => {
  const peak = await goThrough(small);
  if (!sized(false, true)) return;
  const peakOfMany = await goThrough(large);
  console.log(
    `endurance: the provider's memory is ${toMb(peak)} MB for 200 tokens, ${toMb(peakOfMany)} MB for 2,000`,
  );
  // Only Linux shows the peak.
  if (peak > 0) expect(peakOfMany / peak).toBeLessThan(flat);
});

/** Returns the largest resident set of the provider's process, in bytes. */
async function goThrough({ tokens, users, controllers }: Size): Promise<number> {
  const userIds = Array.from({ length: users }, (_, index) => `user-${index}`);
  const admin = { id: "admin", password: "admin-pw", administrator: true };
  const jenkins: EmbeddedJenkins[] = [];
  for (let index = 0; index < controllers; index += 1) {
    const all = [admin, ...userIds.map((id) => ({ id }))];
    jenkins.push(await startJenkins({ users: all, adminCanGenerateNewTokens: true }));
  }
  const program = (version: number) => `
    const { ApiToken } = require("./jenkins");
    for (let i = 0; i < ${tokens}; i += 1) {
      const [username, controller] = ["user-" + (i % ${users}), "c" + (Math.floor(i / ${users}) % ${controllers})];
      new ApiToken("token-" + i, { username, controller, version: ${version} });
    }
  `;
  const passwords = jenkins.map((_, index) => [`JENKINS_C${index}_PASSWORD`, admin.password]);
  const stack = await createStack({
    files: pluginProject,
    program: program(1),
    environment: Object.fromEntries(passwords),
  });
  const settings = jenkins.flatMap(({ url }, index) => [`c${index}.url=${url}`, `c${index}.username=admin`]);
  const flags = settings.flatMap((setting) => ["--plaintext", `jenkins:controllers.${setting}`]);
  await stack.pulumi("config", "set-all", "--path", ...flags);

  const there = () =>
    jenkins.flatMap((each) => userIds.flatMap((id) => each.tokens(id).map(({ uuid }) => uuid)));
  let peak = 0;
  const run = async (command: StackCommand) => {
    peak = Math.max(peak, await runWatched(stack, command));
  };
  const expectAgreement = async () => {
    const held = await tokensIn(stack);
    expect(there().toSorted()).toEqual(held.map(({ tokenUuid }) => tokenUuid).toSorted());
    for (const { url, username, tokenValue } of held)
      expect(await whoAmI(url, username, tokenValue)).toEqual({ status: 200, name: username });
    return held.map(({ tokenUuid }) => tokenUuid);
  };

  await run("up");
  const first = await expectAgreement();
  expect(first).toHaveLength(tokens);
  await stack.write(program(2));
  await run("up");
  const second = await expectAgreement();
  expect(new Set([...first, ...second]).size).toBe(2 * tokens);
  await run("refresh");
  expect(await expectAgreement()).toEqual(second);
  await run("destroy");
  expect(there()).toEqual([]);
  const requests = jenkins.reduce((sum, each) => sum + each.requests.length, 0);
  console.log(
    `endurance: ${tokens} tokens of ${users} users on ${controllers} controllers created, rotated, refreshed and revoked ` +
      `by ${requests} requests; the provider's memory peaked at ${toMb(peak)} MB`,
  );
  return peak;
}

/** Runs a command that must succeed. */
async function runWatched(stack: TestStack, command: StackCommand): Promise<number> {
  const cli = stack.start(command);
  let peak = 0;
  const timer = setInterval(() => void peakOf(cli).then((bytes) => (peak = Math.max(peak, bytes))), 500);
  const { exitCode, stdout, stderr } = await cli.finished;
  clearInterval(timer);
  expect(exitCode, stdout + stderr).toBe(0);
  return peak;
}

/** The kernel keeps the highest value, so looking now and then is enough. */
async function peakOf(cli: RunningProcess): Promise<number> {
  const pids = await cli.descendants();
  const plugins = pids.filter((pid) => read(`/proc/${pid}/cmdline`).includes("provider/plugin/main.js"));
  return Math.max(0, ...plugins.map((pid) => kilobytesIn(read(`/proc/${pid}/status`)) * 1024));
}

function kilobytesIn(status: string): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // another system, or the process has ended
  }
}

function toMb(bytes: number): number {
  return Math.round(bytes / 1e6);
}

interface HeldToken {
  readonly tokenUuid: string;
  readonly tokenValue: string;
  readonly username: string;
  readonly url: string;
}

/** The tokens of the state, in the order of their names. */
async function tokensIn(stack: TestStack): Promise<HeldToken[]> {
  const { deployment } = JSON.parse(await stack.export("--show-secrets")) as { deployment: ExportedState };
  const tokens = deployment.resources.filter(({ type }) => type === "jenkins:index:ApiToken");
  return tokens
    .toSorted((one, other) => one.urn.localeCompare(other.urn))
    .map(({ outputs: { tokenUuid, username, url, tokenValue } }) => {
      const { plaintext } = tokenValue as { plaintext: string };
      return { tokenUuid, username, url, tokenValue: JSON.parse(plaintext) } as HeldToken;
    });
}
