import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createMutationLock } from "../../../../provider/methods/mutationLock.ts";

const alice = { url: "https://ci.example.com", username: "alice" };
let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "locks-"));
  onTestFinished(() => rm(folder, { recursive: true }));
});

/** Work that goes on until it is told to end. */
function work() {
  const { promise, resolve: end } = Promise.withResolvers<void>();
  const state = { hasBegun: false };
  const run = () => {
    state.hasBegun = true;
    return promise;
  };
  return { run, end, state };
}

/** The path of the lock that a process holds, once it does. */
async function heldLock(): Promise<string> {
  const lock = createMutationLock({ folder });
  let names: string[] = [];
  await lock(alice, async () => {
    names = await readdir(folder);
  });
  return join(folder, names.find((name) => name.endsWith(".lock")) ?? "");
}

/** A pause that counts, and lets everybody else go on. */
function countedPause() {
  const state = { count: 0 };
  const pause = async () => {
    state.count += 1;
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { state, pause };
}

const endedPid = () => spawnSync(process.execPath, ["-e", ""]).pid;

describe("changes of one owner's tokens by several processes", () => {
  it("run one at a time", async () => {
    const [first, second] = [work(), work()];
    const { pause } = countedPause();
    const one = createMutationLock({ folder, pause })(alice, first.run);
    await expect.poll(() => first.state.hasBegun).toBe(true);
    const other = createMutationLock({ folder, pause })({ ...alice, username: "ALICE" }, second.run);
    await pause();
    await pause();
    expect(second.state.hasBegun).toBe(false);
    first.end();
    second.end();
    await Promise.all([one, other]);
    expect(second.state.hasBegun).toBe(true);
  });

  it("take turns: a process with many of them lets the other one in", async () => {
    const { pause } = countedPause();
    const [many, few] = [createMutationLock({ folder, pause }), createMutationLock({ folder, pause })];
    const order: string[] = [];
    const add = (name: string) => () => {
      order.push(name);
      return pause();
    };
    const runMany = async () => {
      for (let count = 0; count < 20; count++) await many(alice, add("many"));
    };
    await Promise.all([runMany(), few(alice, add("few"))]);
    expect(order.indexOf("few")).toBeLessThan(5);
  });

  it("leave nothing behind, also when one fails", async () => {
    const lock = createMutationLock({ folder });
    await expect(lock(alice, () => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
    expect(await readdir(folder)).toEqual([]);
  });

  it("do not wait for those of other owners and other controllers", async () => {
    const lock = createMutationLock({ folder, pause: () => Promise.reject(new Error("waits")) });
    const running = work();
    const first = lock(alice, running.run);
    await lock({ ...alice, username: "svc" }, async () => {});
    await lock({ ...alice, url: "https://other.example.com" }, async () => {});
    running.end();
    await first;
  });

  it("name neither controller nor user in the temporary folder", async () => {
    expect(await heldLock()).toMatch(/pulumi-jenkins-[0-9a-f]{32}\.lock$/);
  });
});

describe("a stale lock", () => {
  it.each([
    ["of a process that has ended", () => `${endedPid()} 00`, new Date()],
    ["of a running process, but older than any change takes", () => `${process.pid} 00`, new Date(0)],
    ["empty and old", () => "", new Date(0)],
  ])("%s is removed", async (_, content, modified) => {
    const path = await heldLock();
    await writeFile(path, content());
    await utimes(path, modified, modified);
    const { state, pause } = countedPause();
    expect(await createMutationLock({ folder, pause })(alice, async () => "done")).toBe("done");
    expect(state.count).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("a lock that cannot be had", () => {
  it("is waited for about 30 seconds, once", async () => {
    const path = await heldLock();
    await writeFile(path, `${process.pid} 00`);
    const { state, pause } = countedPause();
    const lock = createMutationLock({ folder, pause });
    expect(await lock(alice, async () => "done")).toBe("done");
    expect(state.count).toBe(1500);
    expect(await lock(alice, async () => "again")).toBe("again");
    expect(state.count).toBe(1500);
  });

  it("does not keep a user who cancels", async () => {
    await writeFile(await heldLock(), `${process.pid} 00`);
    const lock = createMutationLock({ folder, pause: () => Promise.reject(new Error("cancelled")) });
    expect(await lock(alice, async () => "done")).toBe("done");
  });

  it("does not hinder where the temporary folder takes no files", async () => {
    const lock = createMutationLock({ folder: join(folder, "missing") });
    expect(await lock(alice, async () => "done")).toBe("done");
  });
});
