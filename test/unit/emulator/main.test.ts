import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const main = fileURLToPath(new URL("../../../emulator/main.ts", import.meta.url));

it("an embedded Jenkins started by hand says where it is, and ends on Ctrl-C", async () => {
  const jenkins = spawn(process.execPath, [
    main,
    "--context-path",
    "/jenkins",
    "--jenkins-version",
    "2.346.3",
  ]);
  try {
    const [line] = (await once(createInterface(jenkins.stdout), "line")) as [string];
    const url = line.match(/^Jenkins is up and running at (http:\/\/127\.0\.0\.1:\d+\/jenkins\/)$/)?.[1];
    const response = await fetch(`${url}login`);
    expect(response.headers.get("X-Jenkins")).toBe("2.346.3");
    const ended = once(jenkins, "exit");
    jenkins.kill("SIGINT");
    expect(await ended).toEqual([0, null]);
  } finally {
    jenkins.kill("SIGKILL");
  }
});
