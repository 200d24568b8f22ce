import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { createMutations } from "../../../../provider/dynamic/signals.ts";

/** A provider process, and the time that passes in it. */
function startProcess() {
  const events: string[] = [];
  const timers: { callback: () => void; ms: number }[] = [];
  const target = Object.assign(new EventEmitter(), {
    pid: 4711,
    kill(pid: number, signal: string) {
      // Without a handler, the signal ends the process.
      events.push(target.listenerCount(signal) === 0 ? `${pid} ended by ${signal}` : `${signal} ignored`);
      return true;
    },
  });
  const mutations = createMutations({
    cancel: () => void events.push("cancelled"),
    target: target as unknown as NodeJS.Process,
    startTimer: (callback, ms) => void timers.push({ callback, ms }),
  });
  return {
    events,
    mutations,
    receive: (signal: NodeJS.Signals) => void target.emit(signal, signal),
    /** Runs the timers of so many milliseconds. */
    pass(ms: number) {
      const due = timers.filter((timer) => timer.ms === ms);
      timers.splice(0, timers.length, ...timers.filter((timer) => timer.ms !== ms));
      for (const { callback } of due) callback();
    },
  };
}

/** A change that ends when it is told to. */
function startChange() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { change: () => promise, finish: () => resolve("created"), fail: () => reject(new Error("lost")) };
}

describe.each(["SIGTERM", "SIGINT"] as const)("a provider process that gets %s", (signal) => {
  it("ends at once where nothing is being changed", () => {
    const { events, receive } = startProcess();
    receive(signal);
    expect(events).toEqual(["cancelled", `4711 ended by ${signal}`]);
  });

  it("lets the response be written to what was just changed", async () => {
    const { events, mutations, receive, pass } = startProcess();
    const { change, finish } = startChange();
    const running = mutations.run(change);
    finish();
    expect(await running).toBe("created");
    receive(signal);
    for (let turn = 1; turn < 10; turn += 1) pass(50);
    expect(events).toEqual(["cancelled"]);
    pass(50);
    expect(events).toEqual(["cancelled", `4711 ended by ${signal}`]);
  });

  it("finishes what is being changed, and ends when the response is written", async () => {
    const { events, mutations, receive, pass } = startProcess();
    const { change, finish } = startChange();
    const running = mutations.run(change);
    receive(signal);
    receive("SIGTERM");
    expect(events).toEqual(["cancelled"]);
    finish();
    expect(await running).toBe("created");
    // However long a turn of the event loop takes, the response is written in one of the next ones.
    for (let turn = 1; turn < 10; turn += 1) pass(50);
    expect(events).toEqual(["cancelled"]);
    pass(50);
    expect(events).toEqual(["cancelled", `4711 ended by ${signal}`]);
  });

  it("starts nothing more", async () => {
    const { mutations, receive } = startProcess();
    const [one, other] = [startChange(), startChange()];
    const running = mutations.run(one.change);
    receive(signal);
    await expect(mutations.run(other.change)).rejects.toThrow(
      `The provider is being ended (${signal}); nothing was changed. Run the command again.`,
    );
    one.fail();
    await expect(running).rejects.toThrow("lost");
  });

  it("ends after 10 seconds, whatever is still being changed", () => {
    const { events, mutations, receive, pass } = startProcess();
    void mutations.run(startChange().change);
    receive(signal);
    pass(10_000);
    expect(events).toEqual(["cancelled", `4711 ended by ${signal}`]);
  });
});
