import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
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

/** From the start of the packaged provider to its port, in milliseconds; and of a Node.js that does nothing, to its end. */
export async function measurePluginStart(runs: number): Promise<{ plugin: number; node: number }> {
  const times = { plugin: [] as number[], node: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    times.plugin.push(await timeToPort());
    const startedAt = performance.now();
    execFileSync(process.execPath, ["-e", ""]);
    times.node.push(performance.now() - startedAt);
  }
  return { plugin: median(times.plugin), node: median(times.node) };
}

async function timeToPort(): Promise<number> {
  const startedAt = performance.now();
  const plugin = spawn(join(repository, "plugin", "pulumi-resource-jenkins"), ["127.0.0.1:1"], {
    env: { PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(plugin, "close");
  await once(createInterface({ input: plugin.stdout }), "line");
  const took = performance.now() - startedAt;
  plugin.stdin.end();
  await ended;
  return took;
}
