import { describe, expect, it, onTestFinished } from "vitest";
import { type EmbeddedJenkins, startEmbeddedJenkins } from "../../../emulator/index.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { failureOf } from "../../support/lifecycleFailure.ts";
import { passwordLogin, type Settings, startProvider } from "../../support/lifecycleProvider.ts";
import { create } from "../../support/lifecycleResource.ts";
import { freePort } from "../../support/network.ts";
import { startFakeTime } from "./fakeTime.ts";

/** A provider in a time of its own; `onPause` happens at each pause. */
function startPatient(settings: Settings, onPause: (count: number) => unknown = () => {}) {
  const time = startFakeTime();
  const pause = async (ms: number) => {
    await time.pause(ms);
    await onPause(time.pauses.length);
  };
  return startProvider(
    { "jenkins:waitForReadySeconds": "120", ...settings },
    { pause, now: time.now, retryDelayMs: 250 },
  );
}

/** Answers as a controller that boots for so many requests. */
function boot(jenkins: EmbeddedJenkins, times: number): void {
  jenkins.faults.add({ kind: "booting", statuses: [503], times });
}

describe("a controller that is starting", () => {
  it("is waited for, with a line of progress each 20 seconds", async () => {
    const jenkins = await startJenkins();
    boot(jenkins, 30);
    const provider = startPatient(passwordLogin(jenkins, "alice"));
    await create(provider);
    expect(jenkins.tokens("alice")).toHaveLength(1);
    expect(provider.warnings).toEqual([
      `Waiting up to 120 s for Jenkins at ${jenkins.url} to be ready.`,
      `Jenkins at ${jenkins.url} is still starting, 20 s.`,
      `Jenkins at ${jenkins.url} is still starting, 40 s.`,
    ]);
  });

  it("is waited for once by any number of tokens", async () => {
    const jenkins = await startJenkins();
    boot(jenkins, 60);
    const provider = startPatient(passwordLogin(jenkins, "alice"));
    await Promise.all([create(provider), create(provider), create(provider)]);
    expect(jenkins.tokens("alice")).toHaveLength(3);
    expect(provider.warnings.filter((warning) => warning.startsWith("Waiting"))).toHaveLength(1);
  });

  it("is waited for no longer than `waitForReadySeconds`", async () => {
    const jenkins = await startJenkins();
    boot(jenkins, Number.POSITIVE_INFINITY);
    const provider = startPatient({
      ...passwordLogin(jenkins, "alice"),
      "jenkins:waitForReadySeconds": "50",
    });
    const error = await failureOf(create(provider));
    expect(error).toMatchObject({ code: "starting" });
    expect(provider.warnings.at(-1)).toContain("40 s");
  });

  it("isn't waited for by default, but the error names the setting", async () => {
    const jenkins = await startJenkins();
    boot(jenkins, Number.POSITIVE_INFINITY);
    const provider = startProvider({ ...passwordLogin(jenkins, "alice"), "jenkins:maxRetries": "1" });
    const error = await failureOf(create(provider));
    expect(error).toMatchObject({ code: "starting" });
    expect(error.message).toContain("set the connection's `waitForReadySeconds`");
    expect(provider.warnings).toEqual([]);
  });

  it("may not even listen yet", async () => {
    const host = await freePort();
    const provider = startPatient(passwordLogin({ url: `http://${host}` }, "alice"), async (count) => {
      if (count !== 12) return;
      const jenkins = await startEmbeddedJenkins({ port: Number(host.split(":")[1]) });
      onTestFinished(() => jenkins.close());
    });
    expect(await create(provider)).toMatchObject({ outs: { username: "alice" } });
    expect(provider.warnings[0]).toContain("Waiting up to 120 s");
  });

  it("may have a load balancer before it that finds no controller", async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect", times: 12 });
    await create(startPatient(passwordLogin(jenkins, "alice")));
    expect(jenkins.tokens("alice")).toHaveLength(1);
  });

  it("isn't taken for one that refuses the login, or is at another URL", async () => {
    const jenkins = await startJenkins();
    for (const settings of [
      passwordLogin(jenkins, "alice", "wrong-password-1"),
      passwordLogin({ url: `${jenkins.url}/ci` }, "alice"),
    ]) {
      const provider = startPatient(settings);
      expect(["wrongCredentials", "wrongPath"]).toContain((await failureOf(create(provider))).code);
      expect(provider.warnings).toEqual([]);
    }
  });
});
