import { describe, expect, it } from "vitest";
import { startJenkins } from "../../support/jenkins.ts";
import { failureOf } from "../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider } from "../../support/lifecycleProvider.ts";
import { create } from "../../support/lifecycleResource.ts";
import { closedPort, startWebServer } from "../../support/network.ts";
import { startFakeTime } from "./fakeTime.ts";

/** A controller, and a provider with a delay before the first retry of 250 ms. */
async function start(more = {}) {
  const jenkins = await startJenkins();
  const { pauses, pause, now } = startFakeTime();
  const settings = { ...passwordLogin(jenkins, "alice"), ...more };
  return { jenkins, pauses, provider: startProvider(settings, { pause, now, retryDelayMs: 250 }) };
}

const crumb = /crumbIssuer/;

describe("a request that fails for a passing reason", () => {
  it("is retried after a pause that doubles, and is up to twice that by chance", async () => {
    const { jenkins, pauses, provider } = await start();
    jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect", path: crumb, times: 4 });
    await create(provider);
    expect(jenkins.tokens("alice")).toHaveLength(1);
    expect(pauses).toHaveLength(4);
    for (const [index, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThanOrEqual(250 * 2 ** index);
      expect(pause).toBeLessThanOrEqual(250 * 2 ** (index + 1));
    }
  });

  it("is retried as often as `maxRetries` says, and then reports why", async () => {
    const { jenkins, provider } = await start({ "jenkins:maxRetries": "2" });
    jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect", path: crumb, times: 9 });
    const error = await failureOf(create(provider));
    expect(error).toMatchObject({ code: "unavailable" });
    expect(error.message).toContain("or a proxy in front of it, is unavailable (502)");
    expect(jenkins.requests.filter(({ path }) => crumb.test(path))).toHaveLength(3);
  });

  it("waits no longer than 15 seconds, and up to twice that by chance", async () => {
    const { jenkins, pauses, provider } = await start({ "jenkins:maxRetries": "12" });
    jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect", path: crumb, times: 12 });
    await create(provider);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(30_000);
    expect(pauses.at(-1)).toBeGreaterThanOrEqual(15_000);
  });

  it("that nobody listens to is retried too", async () => {
    const { pauses, pause, now } = startFakeTime();
    const url = `http://${closedPort}`;
    const provider = startProvider(passwordLogin({ url }, "alice"), { pause, now });
    expect(await failureOf(create(provider))).toMatchObject({ code: "unreachable" });
    expect(pauses).toHaveLength(4);
  });
});

describe("a pause that Jenkins asks for", () => {
  it.each([429, 503] as const)(
    "with a %i is kept, before a POST too, which had no effect then",
    async (status) => {
      const { jenkins, pauses, provider } = await start();
      jenkins.faults.add({ kind: "status", status, when: "beforeEffect", method: "POST", retryAfter: 7 });
      await create(provider);
      expect(jenkins.tokens("alice")).toHaveLength(1);
      expect(pauses).toEqual([expect.closeTo(7375, -3)]);
      expect(pauses[0]).toBeGreaterThanOrEqual(7250);
    },
  );

  it.each([
    ["seconds", 3600],
    ["a date", new Date(Date.now() + 3_600_000)],
  ])("is kept for no longer than a minute (%s)", async (_, retryAfter) => {
    const { jenkins, pauses, provider } = await start();
    jenkins.faults.add({ kind: "status", status: 503, when: "beforeEffect", path: crumb, retryAfter });
    await create(provider);
    expect(pauses).toHaveLength(1);
    expect(pauses[0]).toBeGreaterThanOrEqual(60_250);
    expect(pauses[0]).toBeLessThanOrEqual(60_500);
  });

  it("that is over already is none", async () => {
    const { jenkins, pauses, provider } = await start();
    const retryAfter = new Date(Date.now() - 60_000);
    jenkins.faults.add({ kind: "status", status: 503, when: "beforeEffect", path: crumb, retryAfter });
    await create(provider);
    expect(pauses[0]).toBeLessThanOrEqual(500);
  });
});

describe("a controller that doesn't respond", () => {
  const impatient = { "jenkins:requestTimeoutSeconds": "1", "jenkins:maxRetries": "0" };

  it("is waited for as long as `requestTimeoutSeconds` says, which the error names", async () => {
    const { jenkins, provider } = await start(impatient);
    jenkins.faults.add({ kind: "latency", when: "beforeEffect", until: new Promise(() => {}), path: crumb });
    const error = await failureOf(create(provider));
    expect(error).toMatchObject({ code: "timedOut" });
    expect(error.message).toContain("did not respond in time: nothing arrived for 1 s.");
    expect(error.message).toContain("raise the connection's `requestTimeoutSeconds`");
  });

  it("is waited for no longer in the middle of its response", async () => {
    const url = await startWebServer((_, response) => {
      response.writeHead(200, { "x-jenkins": "2.568.2" }).write("{");
    });
    const provider = startProvider({ ...passwordLogin({ url }, "alice"), ...impatient });
    expect(await failureOf(create(provider))).toMatchObject({ code: "timedOut" });
  });
});
