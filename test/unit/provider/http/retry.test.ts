import { describe, expect, it } from "vitest";
import { retryAfterMs, withRetries } from "../../../../provider/http/retry.ts";

const passing = (retryAfter?: number) =>
  Object.assign(new Error("passing"), { isRetryable: true, retryAfterMs: retryAfter });

/** Fails with these errors, one after the other, and then succeeds; counts the tries. */
function failing(...errors: unknown[]) {
  const state = { tries: 0 };
  const attempt = async () => {
    const error = errors[state.tries];
    state.tries += 1;
    if (error !== undefined) throw error;
    return "done";
  };
  return { state, attempt };
}

describe("trying again", () => {
  it("goes on until it succeeds", async () => {
    const { state, attempt } = failing(passing(), passing(0));
    expect(await withRetries(attempt, { maxRetries: 4, firstDelayMs: 0 })).toBe("done");
    expect(state.tries).toBe(3);
  });

  it("ends after the last retry, with the last error", async () => {
    const { state, attempt } = failing(passing(), passing(), Object.assign(passing(), { message: "last" }));
    await expect(withRetries(attempt, { maxRetries: 2, firstDelayMs: 0 })).rejects.toThrow("last");
    expect(state.tries).toBe(3);
  });

  it("never happens for an error that doesn't say that it helps", async () => {
    for (const error of [new Error("plain"), Object.assign(new Error("final"), { isRetryable: false })]) {
      const { state, attempt } = failing(error);
      await expect(withRetries(attempt, { maxRetries: 4, firstDelayMs: 0 })).rejects.toBe(error);
      expect(state.tries).toBe(1);
    }
  });

  it("waits twice as long each time, and longer by chance, so that many don't come back at once", async () => {
    const pauses: number[] = [];
    const pause = async (ms: number) => void pauses.push(ms);
    const chances = [0, 0.25, 0.5, 1];
    const jitter = () => chances[pauses.length] ?? 0;
    const { attempt } = failing(passing(), passing(), passing(60_000), passing(120_000));
    await withRetries(attempt, { maxRetries: 4, firstDelayMs: 100, pause, jitter });
    expect(pauses).toEqual([100, 250, 60_000 + 600, 60_000 + 1600]);
  });

  it("waits for 15 seconds at most, besides what is asked for and what comes by chance", async () => {
    const pauses: number[] = [];
    const pause = async (ms: number) => void pauses.push(ms);
    const { attempt } = failing(passing());
    await withRetries(attempt, { maxRetries: 1, firstDelayMs: 1_000_000, pause, jitter: () => 0 });
    expect(pauses).toEqual([15_000]);
  });

  it("ends when a pause is interrupted, with what it was for", async () => {
    const { state, attempt } = failing(passing(), passing());
    const pause = () => Promise.reject(new Error("interrupted"));
    await expect(withRetries(attempt, { maxRetries: 4, firstDelayMs: 0, pause })).rejects.toThrow("passing");
    expect(state.tries).toBe(1);
  });

  it("never happens with no retries", async () => {
    const { state, attempt } = failing(passing());
    await expect(withRetries(attempt, { maxRetries: 0, firstDelayMs: 0 })).rejects.toThrow("passing");
    expect(state.tries).toBe(1);
  });
});

describe("Retry-After", () => {
  const now = new Date("2026-11-22T10:00:00Z");

  it.each([
    ["seconds", "120", 120_000],
    ["no time at all", "0", 0],
    ["a date", "Sun, 22 Nov 2026 10:01:30 GMT", 90_000],
    ["a date that is over", "Sun, 22 Nov 2026 09:00:00 GMT", 0],
    ["less than nothing", "-5", 0],
  ])("is understood as %s", (_, header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });

  it.each([undefined, "", "soon", "Infinity"])("is passed over as %o", (header) => {
    expect(retryAfterMs(header, now)).toBeUndefined();
  });
});
