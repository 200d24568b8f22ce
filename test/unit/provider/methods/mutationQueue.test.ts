import { describe, expect, it } from "vitest";
import { createMutationQueue } from "../../../../provider/methods/mutationQueue.ts";

const alice = { url: "https://ci", username: "alice" };

/** A mutation that goes on until it is told to end. */
function mutation() {
  let end: (result: string) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const promise = new Promise<string>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  const state = { hasBegun: false };
  const run = () => {
    state.hasBegun = true;
    return promise;
  };
  return { run, end, fail, state };
}

/** Lets all that can happen now happen. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("mutations of one user at one controller", () => {
  it("run one at a time, in the order they came", async () => {
    const queue = createMutationQueue();
    const all = [mutation(), mutation(), mutation()] as const;
    const results = all.map(({ run }) => queue.run(alice, run));
    for (const [index, { end }] of all.entries()) {
      await settle();
      expect(all.map(({ state }) => state.hasBegun)).toEqual(all.map((_, other) => other <= index));
      end(`${index}`);
    }
    expect(await Promise.all(results)).toEqual(["0", "1", "2"]);
  });

  it("go on after one that failed", async () => {
    const queue = createMutationQueue();
    const [first, second] = [mutation(), mutation()];
    const failed = queue.run(alice, first.run);
    const succeeded = queue.run(alice, second.run);
    first.fail(new Error("refused"));
    await expect(failed).rejects.toThrow("refused");
    second.end("made");
    expect(await succeeded).toBe("made");
  });

  it("are those of one user in whatever case the user ID is written", async () => {
    const queue = createMutationQueue();
    const [first, second] = [mutation(), mutation()];
    const running = [queue.run(alice, first.run), queue.run({ ...alice, username: "ALICE" }, second.run)];
    await settle();
    expect(second.state.hasBegun).toBe(false);
    first.end("");
    second.end("");
    await Promise.all(running);
  });

  it("don't wait for those of other users and other controllers", async () => {
    const queue = createMutationQueue();
    const owners = [alice, { ...alice, username: "bob" }, { ...alice, url: "https://other" }];
    const mutations = owners.map((owner) => ({ owner, ...mutation() }));
    const running = mutations.map(({ owner, run }) => queue.run(owner, run));
    await settle();
    expect(mutations.map(({ state }) => state.hasBegun)).toEqual([true, true, true]);
    for (const { end } of mutations) end("");
    await Promise.all(running);
  });
});

describe("mutations of one user have settled", () => {
  it("when those have ended that were there by then, however they ended, and not those that came later", async () => {
    const queue = createMutationQueue();
    const [first, second, later] = [mutation(), mutation(), mutation()];
    const failed = queue.run(alice, first.run);
    const succeeded = queue.run(alice, second.run);
    let isSettled = false;
    const settled = queue.settled({ ...alice, username: "Alice" }).then(() => {
      isSettled = true;
    });
    void queue.run(alice, later.run);
    first.fail(new Error("refused"));
    await expect(failed).rejects.toThrow("refused");
    await settle();
    expect(isSettled).toBe(false);
    second.end("");
    await succeeded;
    await settled;
    later.end("");
  });

  it("at once where there are none", async () => {
    await createMutationQueue().settled(alice);
  });
});
