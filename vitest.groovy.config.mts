import { defineConfig } from "vitest/config";

/** Our scripts on a real Groovy. Not among the other tests: it takes java, javac and mvn. */
export default defineConfig({
  test: {
    reporters: ["default", "./test/support/summaryReporter.ts"],
    include: ["test/groovy/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 600_000,
  },
});
