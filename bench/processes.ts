import { readdirSync, readFileSync } from "node:fs";

/** What a command and everything that it starts take. Undefined on systems other than Linux. */
export interface Usage {
  /** Seconds of processor time, of all processes that have ended. */
  readonly cpuSeconds: number | undefined;
  /** Of these, those of the program's process and of the provider's, as last seen: up to an interval is missing. */
  readonly programCpuSeconds: number | undefined;
  readonly providerCpuSeconds: number | undefined;
  /** The most memory that the process of the provider has had in use, in bytes (resident set). */
  readonly providerBytes: number | undefined;
}

/** The kernel keeps sums and the highest value, so looking now and then is enough. */
const intervalMs = 50;

/** By which part of their command lines the processes are known. */
export interface CommandLines {
  readonly program: RegExp;
  readonly provider: RegExp;
}

/** What the processes below `pid` take, from now until the returned function is called, after they have ended. */
export function watchProcesses(pid: number, { program, provider }: CommandLines): () => Usage {
  const before = endedCpuSeconds();
  const seen: { -readonly [Key in Exclude<keyof Usage, "cpuSeconds">]: Usage[Key] } = {
    programCpuSeconds: undefined,
    providerCpuSeconds: undefined,
    providerBytes: undefined,
  };
  const look = () => {
    for (const each of descendantsOf(pid)) {
      const commandLine = read(`/proc/${each}/cmdline`).replaceAll("\0", " ");
      if (program.test(commandLine)) seen.programCpuSeconds = cpuSecondsOf(each) ?? seen.programCpuSeconds;
      if (!provider.test(commandLine)) continue;
      seen.providerCpuSeconds = cpuSecondsOf(each) ?? seen.providerCpuSeconds;
      seen.providerBytes = peakOf(each) ?? seen.providerBytes;
    }
  };
  const timer = setInterval(look, intervalMs);
  return () => {
    clearInterval(timer);
    const after = endedCpuSeconds();
    const cpuSeconds = before === undefined || after === undefined ? undefined : after - before;
    return { cpuSeconds, ...seen };
  };
}

/** The processor time of all children of this process that have ended, and of what those have waited for. */
function endedCpuSeconds(): number | undefined {
  return clockTicks("self", 13);
}

function cpuSecondsOf(pid: number): number | undefined {
  return clockTicks(pid, 11);
}

/** A time in user mode, and the one in the kernel after it, from the fields of a process behind its name. */
function clockTicks(pid: number | "self", field: number): number | undefined {
  const fields = read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  const [user, system] = fields.slice(field, field + 2);
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
