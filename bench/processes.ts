import { readdirSync, readFileSync } from "node:fs";

/** What a command and everything that it starts take. Undefined on systems other than Linux. */
export interface Usage {
  /** Seconds of processor time, of all processes that have ended. */
  readonly cpuSeconds: number | undefined;
  /** The most memory that the process of the provider has had in use, in bytes (resident set). */
  readonly providerBytes: number | undefined;
}

const intervalMs = 100;

/** What the processes below `pid` take, from now until the returned function is called, after they have ended. */
export function watchProcesses(pid: number, isProvider: (commandLine: string) => boolean): () => Usage {
  const before = endedCpuSeconds();
  let providerBytes: number | undefined;
  const look = () => {
    for (const each of descendantsOf(pid)) {
      const peak = isProvider(read(`/proc/${each}/cmdline`).replaceAll("\0", " ")) ? peakOf(each) : undefined;
      if (peak !== undefined) providerBytes = Math.max(providerBytes ?? 0, peak);
    }
  };
  const timer = setInterval(look, intervalMs);
  return () => {
    clearInterval(timer);
    const after = endedCpuSeconds();
    const cpuSeconds = before === undefined || after === undefined ? undefined : after - before;
    return { cpuSeconds, providerBytes };
  };
}

/** The processor time of all children of this process that have ended, and of what those have waited for. */
function endedCpuSeconds(): number | undefined {
  const [user, system] = read("/proc/self/stat").split(") ").at(-1)?.split(" ").slice(13, 15) ?? [];
  return system === undefined ? undefined : (Number(user) + Number(system)) / 100;
}

function descendantsOf(pid: number): number[] {
  // A process of several threads may start children from any of them; Go's do.
  const lists = threadsOf(pid).map((thread) => read(`/proc/${pid}/task/${thread}/children`));
  const children = lists.flatMap((list) => list.split(" ").filter(Boolean).map(Number));
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** The kernel keeps the highest value, so looking now and then is enough. */
function peakOf(pid: number): number | undefined {
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // another system, or the process has ended
  }
}
