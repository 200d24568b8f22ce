import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { pluginProject } from "../pulumi/support/pluginProject.ts";
import { createStack, type ExportedState, type TestStack } from "../pulumi/support/pulumiStack.ts";
import { startJenkins, whoAmI } from "../support/jenkins.ts";
import { sized } from "./size.ts";

interface Size {
  readonly tokens: number;
  readonly users: number;
  readonly controllers: number;
}

const small: Size = { tokens: 200, users: 10, controllers: 4 };
const large: Size = { tokens: 2000, users: 50, controllers: 20 };

/**
 * Of the heap that is kept. What a token left behind would make it ten times as large; the clients of twenty controllers
 * instead of four take a few MB.
 */
const flat = 1.5;

/** After each step the engine writes the whole state, which takes it an hour for 2,000 tokens. */
const withoutCheckpoints = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

it("many tokens of many users on several controllers, in one stack: created, rotated, refreshed and revoked", async () => {
  const kept = await goThrough(small);
  if (!sized(false, true)) return;
  expect((await goThrough(large, withoutCheckpoints)) / kept).toBeLessThan(flat);
});

/** Returns how much the heap of the provider's process holds at its end, in bytes: the most of all commands. */
async function goThrough(
  { tokens, users, controllers }: Size,
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
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
  const heap = await createHeapRecord();
  const stack = await createStack({
    files: pluginProject,
    program: program(1),
    environment: { ...environment, ...heap.environment, ...Object.fromEntries(passwords) },
  });
  const settings = jenkins.flatMap(({ url }, index) => [`c${index}.url=${url}`, `c${index}.username=admin`]);
  const flags = settings.flatMap((setting) => ["--plaintext", `jenkins:controllers.${setting}`]);
  await stack.pulumi("config", "set-all", "--path", ...flags);

  const there = () =>
    jenkins.flatMap((each) => userIds.flatMap((id) => each.tokens(id).map(({ uuid }) => uuid)));
  const expectAgreement = async () => {
    const held = await tokensIn(stack);
    expect(there().toSorted()).toEqual(held.map(({ tokenUuid }) => tokenUuid).toSorted());
    for (const { url, username, tokenValue } of held)
      expect(await whoAmI(url, username, tokenValue)).toEqual({ status: 200, name: username });
    return held.map(({ tokenUuid }) => tokenUuid);
  };

  await stack.up();
  const first = await expectAgreement();
  expect(first).toHaveLength(tokens);
  await stack.write(program(2));
  await stack.up();
  const second = await expectAgreement();
  expect(new Set([...first, ...second]).size).toBe(2 * tokens);
  await stack.refresh();
  expect(await expectAgreement()).toEqual(second);
  await stack.destroy();
  expect(there()).toEqual([]);
  const kept = await heap.largest();
  const requests = jenkins.reduce((sum, each) => sum + each.requests.length, 0);
  console.log(
    `endurance: ${tokens} tokens of ${users} users on ${controllers} controllers created, rotated, refreshed and revoked ` +
      `by ${requests} requests; the provider's heap held at most ${(kept / 1e6).toFixed(1)} MB at the end of a command`,
  );
  return kept;
}

/** Has the provider's process of each command write how much its heap holds when it ends. */
async function createHeapRecord() {
  const folder = await mkdtemp(join(tmpdir(), "kept-heap-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "bytes");
  return {
    environment: {
      NODE_OPTIONS: `--require=${join(import.meta.dirname, "keptHeap.cjs")}`,
      KEPT_HEAP_FILE: file,
    },
    /** In bytes. */
    async largest(): Promise<number> {
      const commands = (await readFile(file, "utf8")).trim().split("\n").map(Number);
      expect(commands, "the providers of two up, a refresh and a destroy").toHaveLength(4);
      return Math.max(...commands);
    },
  };
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
