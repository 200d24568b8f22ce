import { afterAll, describe, expect, it } from "vitest";
import { startBuild, startJenkins } from "../pulumi/support/pulumiJenkins.ts";
import { createStack, type TestStack } from "../pulumi/support/pulumiStack.ts";
import { type Row, rows } from "./matrix.ts";
import { installShared } from "./support/install.ts";
import { isWholeRun } from "./support/isWholeRun.ts";
import { printTable } from "./support/printTable.ts";

const selected = rows.filter(({ isQuick }) => isWholeRun || isQuick);

describe("the packed package in the projects of its users", () => {
  const results = new Map<Row, string>();
  const serialized = new Set<unknown>();

  afterAll(() => {
    printTable(
      ["package manager", "program", "loader", "result"],
      selected.map((row) => [row.manager, row.program, row.loader, results.get(row) ?? "FAILED"]),
    );
  });

  it.each(selected.filter(({ failure }) => !failure))("$manager: $program ($loader)", async (row) => {
    const startedAt = performance.now();
    const jenkins = await startJenkins();
    const stack = await createStack({ ...row, jenkins });
    expect(await stack.up()).toContain("2 created");
    const first = await stack.outputs();
    expect(await startBuild(jenkins.url, "alice", first.tokenValue)).toBe(201);
    serialized.add(await serializedProvider(stack));

    await stack.configure({ plain: { version: "2" } });
    expect(await stack.up()).toContain("1 replaced");
    const second = await stack.outputs();
    expect(await startBuild(jenkins.url, "alice", first.tokenValue)).toBe(401);
    expect(await startBuild(jenkins.url, "alice", second.tokenValue)).toBe(201);

    await stack.destroy();
    expect(jenkins.tokens("alice")).toEqual([]);
    results.set(row, `works (${Math.round((performance.now() - startedAt) / 1000)} s)`);
  });

  it.each(selected.filter(({ failure }) => failure))(
    "$manager: $program ($loader) fails, and says what to do",
    async (row) => {
      const jenkins = await startJenkins();
      const stack = await createStack({ ...row, jenkins });
      const output = await stack.fails("up");
      for (const text of row.failure ?? []) expect(output).toMatch(text);
      expect(output.split("\n").length, output).toBeLessThan(40);
      expect(jenkins.tokens("alice")).toEqual([]);
      results.set(row, "fails with a clear message");
    },
  );

  it("brings the doctor along, as npx finds it", async () => {
    const jenkins = await startJenkins();
    const stack = await createStack({ jenkins, install: installShared });
    const printed = await stack.run("npx", "--no", "pulumi-jenkins-api-token", "doctor");
    expect(printed).toContain("A token can be created for alice, by REST.");
  });

  it("leaves the same provider in the state, whichever way a program was loaded", () => {
    expect(serialized.size).toBe(1);
  });
});

async function serializedProvider(stack: TestStack): Promise<unknown> {
  const { resources } = await stack.state();
  return resources.find(({ type }) => type.endsWith("jenkins:ApiToken"))?.outputs.__provider;
}
