import { once } from "node:events";
import { connect, createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { onCancel } from "../../../provider/dynamic/cancellation.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { failureOf } from "../../support/lifecycleFailure.ts";
import { passwordLogin, type Settings, startProvider } from "../../support/lifecycleProvider.ts";
import { create, destroy, userOf } from "../../support/lifecycleResource.ts";
import { closedPort } from "../../support/network.ts";

/** Waits for something that will be so, on a machine however slow. */
const until = (isSo: () => boolean) => vi.waitUntil(isSo, { timeout: 60_000, interval: 5 });

/** A provider whose waits, but for the first ones, would take for ever, until the user interrupts. */
function startInterruptible(settings: Settings, shortWaits = 0) {
  const controller = new AbortController();
  const interruption = controller.signal;
  let isPausing = false;
  let waits = 0;
  const pause = async () => {
    waits += 1;
    if (waits <= shortWaits) return;
    isPausing = true;
    return delay(1_000_000, undefined, { signal: interruption, ref: false });
  };
  return {
    provider: startProvider(settings, { pause, cancelled: interruption }),
    isPausing: () => isPausing,
    interrupt: () => controller.abort(),
  };
}

describe("when the user interrupts", () => {
  it("a wait for a controller ends, with what stood in the way", async () => {
    const url = `http://${closedPort}`;
    const settings = { ...passwordLogin({ url }, "alice"), "jenkins:waitForReadySeconds": "3600" };
    const { interrupt, isPausing, provider } = startInterruptible({ ...settings, "jenkins:maxRetries": "0" });
    const failure = failureOf(create(provider));
    await until(isPausing);
    interrupt();
    expect(await failure).toMatchObject({ code: "unreachable" });
  });

  it("a pause before a retry ends, with the error that it was for", async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect", path: /crumbIssuer/, times: 9 });
    const { interrupt, isPausing, provider } = startInterruptible(passwordLogin(jenkins, "alice"));
    const failure = failureOf(create(provider));
    await until(isPausing);
    interrupt();
    expect(await failure).toMatchObject({ code: "unavailable" });
  });

  it("a request that changes nothing isn't waited for", async () => {
    const jenkins = await startJenkins();
    const fault = jenkins.faults.add({
      kind: "latency",
      when: "beforeEffect",
      until: new Promise(() => {}),
      path: /crumbIssuer/,
    });
    const { interrupt, provider } = startInterruptible(passwordLogin(jenkins, "alice"));
    const failure = failureOf(create(provider));
    await until(() => fault.injections > 0);
    interrupt();
    const error = await failure;
    expect(error).toMatchObject({ code: "interrupted" });
    expect(error.message).toContain("Run it again.");
  });

  it("a token that is being created is waited for, and kept in the state though nobody verifies it any more", async () => {
    const jenkins = await startJenkins();
    let finish: (value: unknown) => void = () => {};
    const finished = new Promise((resolve) => {
      finish = resolve;
    });
    const path = /generateNewToken/;
    const fault = jenkins.faults.add({ kind: "latency", when: "beforeEffect", until: finished, path });
    const { interrupt, provider } = startInterruptible(passwordLogin(jenkins, "alice"));
    const failure = failureOf(create(provider));
    await until(() => fault.injections > 0);
    interrupt();
    finish(undefined);
    const [token] = await failure.then(() => jenkins.tokens("alice"));
    expect(await failure).toMatchObject({ code: "tokenNotVerified", id: token?.uuid });
  });

  it("a token that was created is kept, though no more checks are made for what the attempt before it left", async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "status", status: 500, when: "afterEffect", path: /generateNewToken/ });
    const { interrupt, isPausing, provider } = startInterruptible(passwordLogin(jenkins, "alice"), 1);
    const failure = failureOf(create(provider, { tokenName: "deploy" }));
    await until(isPausing);
    interrupt();
    const { code, id, message } = await failure;
    expect(code).toBe("tokenNotVerified");
    expect(jenkins.tokens("alice").map(({ uuid }) => uuid)).toContain(id);
    expect(message).toContain("It is unknown whether Jenkins created a token 'deploy' for 'alice'");
  });

  it("the login that a destroy would revoke last isn't revoked, and it says to run it again", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    const { tokenValue } = token.outs;
    const { interrupt, isPausing, provider } = startInterruptible({
      "jenkins:url": jenkins.url,
      "jenkins:username": "alice",
      "jenkins:apiToken": tokenValue,
    });
    const failure = failureOf(destroy(provider, token));
    await until(isPausing);
    interrupt();
    const { code, message } = await failure;
    expect(code).toBe("interrupted");
    expect(message).toContain("Run it again.");
    expect(await userOf(jenkins, token)).toBe("alice");
  });
});

describe("an interruption", () => {
  /** The server of a provider process, and what the engine calls on it. */
  async function startProviderServer() {
    const server = createServer((_, response) => response.end());
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const client = connect(`http://127.0.0.1:${port}`);
    onTestFinished(() => {
      client.destroy();
      server.close();
    });
    return async (method: string) => {
      const stream = client.request({ ":method": "POST", ":path": `/pulumirpc.ResourceProvider/${method}` });
      await once(stream.end().resume(), "end");
    };
  }

  it("is noticed when the engine calls Cancel, and not for any other call", async () => {
    const call = await startProviderServer();
    const cancel = vi.fn();
    onCancel(cancel);
    for (const method of ["Configure", "Create", "Check"]) await call(method);
    expect(cancel).not.toHaveBeenCalled();
    await call("Cancel");
    expect(cancel).toHaveBeenCalledOnce();
  });
});
