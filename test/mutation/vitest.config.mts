import { tmpdir } from "node:os";
import { defineConfig } from "vitest/config";

/** The tests of the pure rules, as Stryker runs them for each mutant. */
export default defineConfig({
  test: {
    include: ["test/unit/provider/token/model/*.test.ts"],
    provide: { wholeRunFolder: tmpdir() },
  },
});
