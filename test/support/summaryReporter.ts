import { writeSync } from "node:fs";
import type { SerializedError } from "vitest";
import type { Reporter, TestModule } from "vitest/node";

/**
 * Ends the output of a run with `N passed, N failed` (and `, N skipped`, if any), alone on the very last line, for people
 * and programs that read no further. What breaks outside of a test, such as a hook or an import, counts as failed.
 */
export default class SummaryReporter implements Reporter {
  #summary: string | undefined;

  constructor() {
    // Other reporters still write when a run has ended.
    process.once("exit", () => {
      if (this.#summary !== undefined) writeSync(process.stdout.fd, `${this.#summary}\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      for (const suite of [module, ...module.children.allSuites()]) {
        if (suite.errors().length > 0) count.failed += 1;
      }
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        count[state === "pending" ? "skipped" : state] += 1;
      }
    }
    this.#summary = `${count.passed} passed, ${count.failed} failed`;
    if (count.skipped > 0) this.#summary += `, ${count.skipped} skipped`;
  }
}
