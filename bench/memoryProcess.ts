import { startLifecycle } from "./lifecycle.ts";
import type { MemoryTask } from "./memory.ts";

/** Prints the size of the heap after 500 and after 2,000 tokens. */
const task = JSON.parse(process.argv[2] ?? "") as MemoryTask;
const lifecycle = startLifecycle(task);
const sizes: number[] = [];
for (let count = 1; count <= 2000 / 20; count += 1) {
  await Promise.all(Array.from({ length: 20 }, (_, index) => runOne(20 * count + index)));
  if (count === 500 / 20 || count === 2000 / 20) sizes.push(heapSize());
}
console.log(JSON.stringify(sizes));

async function runOne(index: number): Promise<void> {
  const username = task.users[index % task.users.length];
  const tokenName = `bench-${index}`;
  const __urn = `urn:pulumi:bench::bench::pulumi-nodejs:dynamic/jenkins:ApiToken::${tokenName}`;
  const { id, outs } = await lifecycle.create({ username, tokenName, __urn });
  await lifecycle.read(id, outs);
  await lifecycle.delete(id, outs);
}

function heapSize(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
