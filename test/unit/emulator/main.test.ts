import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { basic } from "../../support/jenkins.ts";

const main = fileURLToPath(new URL("../../../emulator/main.ts", import.meta.url));

it("an embedded Jenkins started by hand says where it is, and ends on Ctrl-C", async () => {
  const flags =
    "--context-path /jenkins --jenkins-version 2.346.3 --require-cookie a=b --lock-after-refused-logins 1";
  const jenkins = spawn(process.execPath, [main, ...flags.split(" ")]);
  try {
    const [line] = (await once(createInterface(jenkins.stdout), "line")) as [string];
    const url = line.match(/^Jenkins is up and running at (http:\/\/127\.0\.0\.1:\d+\/jenkins\/)$/)?.[1];
    const statusOf = async (headers: Record<string, string>) =>
      (await fetch(`${url}whoAmI/api/json`, { headers })).status;
    expect(await statusOf({})).toBe(403);
    const headers = { Cookie: "a=b" };
    expect((await fetch(`${url}login`, { headers })).headers.get("X-Jenkins")).toBe("2.346.3");
    expect(await statusOf({ ...headers, ...basic("alice", "wrong-password") })).toBe(401);
    expect(await statusOf({ ...headers, ...basic("alice", "alice-pw") })).toBe(401);
    const ended = once(jenkins, "exit");
    jenkins.kill("SIGINT");
    expect(await ended).toEqual([0, null]);
  } finally {
    jenkins.kill("SIGKILL");
  }
});

it("says which modes there are, and what is wrong with a flag", () => {
  const run = (...flags: string[]) => spawnSync(process.execPath, [main, ...flags], { encoding: "utf8" });
  const help = run("--help");
  expect([help.status, help.stdout]).toEqual([0, expect.stringContaining("--refuse-encoded-slash")]);
  const wrong = run("--oic-session", "down");
  expect([wrong.status, wrong.stderr]).toEqual([
    2,
    expect.stringContaining("Allowed choices are over, providerDown."),
  ]);
});
