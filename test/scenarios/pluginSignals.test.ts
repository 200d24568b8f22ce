import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { toPlain } from "../../provider/plugin/wire.ts";
import { startJenkins } from "../support/jenkins.ts";
import { noteSecret } from "../support/lifecycleFailure.ts";
import { connectPlugin, startTestEngine } from "../support/pluginClient.ts";
import { urnOf } from "../support/pluginEngine.ts";

const plugin = join(import.meta.dirname, "../../dist/provider/plugin/main.js");
const preload = join(import.meta.dirname, "support/signalAfterCreate.cjs");

it("a signal right after a response does not lose it, also where the plugin's process stalls", async () => {
  const jenkins = await startJenkins();
  const engine = await startTestEngine();
  const child = spawn(process.execPath, ["--require", preload, plugin, engine.address], {
    env: { PATH: process.env.PATH },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await closed;
    engine.close();
  });
  const [port] = await once(createInterface({ input: child.stdout }), "line");
  const client = connectPlugin(String(port));
  onTestFinished(() => client.close());
  await client.handshake(engine.address);
  await client.configure({ url: jenkins.url, username: "alice", password: "alice-pw" });
  const { inputs } = await client.check(urnOf("deploy"), {}, {});

  const { id, outputs } = await client.create(urnOf("deploy"), inputs);
  noteSecret(String(toPlain(outputs).tokenValue));
  expect(jenkins.tokens("alice").map(({ uuid }) => uuid)).toEqual([id]);
  expect(await closed, "the signal has ended the process").toEqual([0, null]);
});
