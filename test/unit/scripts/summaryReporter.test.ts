import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const PROJECT = join(import.meta.dirname, "../../..");

test("ends a run with the numbers alone on the last line", async () => {
  const run = await runTests(`
    test("one", () => {});
    test("two", () => {});
    test.skip("three", () => {});
    test("four", () => { throw new Error("four"); });`);

  expect(run).toEqual({ exitCode: 1, lastLine: "2 passed, 1 failed, 1 skipped" });
});

test("does not mention skipped tests when there are none", async () => {
  expect(await runTests(`test("one", () => {});`)).toEqual({ exitCode: 0, lastLine: "1 passed, 0 failed" });
});

test("counts a file that cannot be loaded as failed", async () => {
  const run = await runTests(`test("one", () => {}); throw new Error("while loading");`);

  expect(run).toEqual({ exitCode: 1, lastLine: expect.stringMatching(/^0 passed, 1 failed/) });
});

test("counts a failed hook as failed", async () => {
  const run = await runTests(`
    describe("group", () => {
      beforeAll(() => { throw new Error("hook"); });
      test("one", () => {});
    });`);

  expect(run).toEqual({ exitCode: 1, lastLine: expect.stringMatching(/^0 passed, 1 failed/) });
});

test("counts an error that no test caught as failed", async () => {
  const run = await runTests(`
    test("one", async () => {
      void Promise.reject(new Error("nobody waits"));
      await new Promise((resolve) => setImmediate(resolve));
    });`);

  expect(run).toEqual({ exitCode: 1, lastLine: "1 passed, 1 failed" });
});

/** Runs these tests in a project of their own, below this one so that it finds the test runner. */
async function runTests(tests: string) {
  const root = await mkdtemp(join(PROJECT, "node_modules", ".cache-summary-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  writeFileSync(join(root, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(
    join(root, "a.test.js"),
    `import { beforeAll, describe, test } from ${JSON.stringify("vitest")};\n${tests}`,
  );
  writeFileSync(
    join(root, "vitest.config.js"),
    `export default ${JSON.stringify({
      test: {
        include: ["a.test.js"],
        exclude: [],
        reporters: ["default", join(PROJECT, "test/support/summaryReporter.ts")],
      },
    })};`,
  );
  const child = spawn(process.execPath, [
    join(PROJECT, "node_modules/vitest/vitest.mjs"),
    "run",
    "--root",
    root,
  ]);
  let stdout = "";
  child.stdout.on("data", (text) => (stdout += text));
  const [exitCode] = await once(child, "close");
  return { exitCode, lastLine: stdout.trimEnd().split("\n").at(-1) };
}
