import { execFileSync } from "node:child_process";
import { dirname } from "node:path";
import { median } from "./numbers.ts";

const repository = dirname(import.meta.dirname);

/** How long it takes to import the package in a program that has imported @pulumi/pulumi, in milliseconds. */
export function measureImport(runs: number): number {
  const program = `
    require("@pulumi/pulumi");
    const startedAt = performance.now();
    require("pulumi-jenkins-api-token");
    console.log(performance.now() - startedAt);`;
  const times = Array.from({ length: runs }, () =>
    Number(execFileSync(process.execPath, ["-e", program], { cwd: repository, encoding: "utf8" })),
  );
  return median(times);
}
