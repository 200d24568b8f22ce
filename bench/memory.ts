import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type BenchJenkins, startJenkins } from "./jenkins.ts";

/** Bytes that one provider process holds after it has created, read and deleted so many tokens. */
export interface HeapSizes {
  readonly after500: number;
  readonly after2000: number;
}

/** The memory of a provider process does not grow with the tokens that have passed through it. */
export async function measureHeap(): Promise<HeapSizes> {
  const jenkins = await startJenkins({ userCount: 16, saveDelayMs: 0 });
  try {
    const script = fileURLToPath(new URL("./memoryProcess.ts", import.meta.url));
    const flags = ["--expose-gc", "--disable-warning=ExperimentalWarning"];
    const printed = execFileSync(process.execPath, [...flags, script, JSON.stringify(jenkins)], {
      encoding: "utf8",
      maxBuffer: 1e8,
    });
    const [after500 = Number.NaN, after2000 = Number.NaN] = JSON.parse(printed) as number[];
    return { after500, after2000 };
  } finally {
    await jenkins.close();
  }
}

/** What the process of its own needs to know. */
export type MemoryTask = Pick<BenchJenkins, "url" | "adminToken" | "users">;
