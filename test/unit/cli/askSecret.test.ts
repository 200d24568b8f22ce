import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { askSecret } from "../../../cli/connection/askSecret.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { compiledCli } from "./runCli.ts";

/** Types keys at the question, and resolves to the answer and to what was shown meanwhile. */
async function answerWith(keys: string): Promise<{ answer: string; shown: string }> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const asked = askSecret("Password: ", input, output);
  input.write(keys);
  const answer = await asked.finally(() => output.end());
  return { answer, shown: await text(output) };
}

describe("the question for a secret", () => {
  it("shows the question, and nothing of what is typed", async () => {
    expect(await answerWith("open-sesame-4711\r")).toEqual({
      answer: "open-sesame-4711",
      shown: "Password: \n",
    });
  });

  it("lets a typing mistake be mended", async () => {
    expect((await answerWith("opem\u007fn\r")).answer).toBe("open");
    expect((await answerWith("all wrong\u0015right\r")).answer).toBe("right");
  });

  it("keeps spaces and letters of any language", async () => {
    expect((await answerWith(" schlüssel 雪 \n")).answer).toBe(" schlüssel 雪 ");
  });

  it.each([
    ["Ctrl-C", "half\u0003"],
    ["Ctrl-D", "\u0004"],
  ])("is left by %s", async (_, keys) => {
    await expect(answerWith(keys)).rejects.toThrow("No API token or password was given.");
  });
});

/** `script` of util-linux gives a command a terminal of its own. */
const hasScript =
  spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") ?? false;

describe.runIf(hasScript)("on a real terminal", () => {
  async function doctorOnTerminal(flags: string, typed: string, columns = 80) {
    const command = `stty cols ${columns}; '${process.execPath}' '${compiledCli}' doctor ${flags}`;
    const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
      env: { PATH: process.env.PATH, TERM: "xterm-256color" },
      stdio: ["pipe", "pipe", "inherit"],
    });
    let shown = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      const isAsked = !shown.includes("password of alice: ");
      shown += chunk;
      if (isAsked && shown.includes("password of alice: ")) child.stdin.write(typed);
    });
    const [exitCode] = (await once(child, "close")) as [number];
    return { exitCode, shown };
  }

  it("the doctor asks for the password without showing it, and answers in colours", async () => {
    const { url } = await startJenkins();
    const { exitCode, shown } = await doctorOnTerminal(`--url ${url} --username alice`, "alice-pw\r");
    expect(shown).toContain("API token or password of alice: ");
    expect(shown).not.toContain("alice-pw");
    expect(shown).toContain("A token can be created for alice, by REST.");
    expect(shown).toContain("\u001b[32m✓\u001b[39m");
    expect(exitCode).toBe(0);
  });

  it("the doctor writes no line that is longer than the terminal is wide", async () => {
    const { url } = await startJenkins({ version: "2.107" });
    const flags = `--url ${url} --username alice --for svc`;
    const { shown } = await doctorOnTerminal(flags, "alice-pw\r", 60);
    expect(shown).toContain("No token can be created for svc.");
    const widths = stripVTControlCharacters(shown)
      .split(/\r?\n/)
      .map(({ length }) => length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(60);
    expect(widths.length).toBeGreaterThan(25);
  });

  it("the doctor can be left at the question", async () => {
    const { url } = await startJenkins();
    const { exitCode, shown } = await doctorOnTerminal(`--url ${url} --username alice`, "alice\u0003");
    expect(shown).toContain("No API token or password was given.");
    expect(exitCode).toBe(2);
  });
});
