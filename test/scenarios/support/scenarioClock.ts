import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const dayMs = 24 * 60 * 60 * 1000;

/** The first day of each scenario; recorded states are of that day too. */
const firstDay = "2027-01-01";

/** A clock that shows noon of a day until it is set to another one. */
export interface TestClock {
  now(): Date;
  /** Sets it to a time of the day so many days after the first one, `HH:MM`, UTC. Default: noon. */
  set(day: number, time?: string): void | Promise<void>;
}

/** The day so many days after the first one, `YYYY-MM-DD`. */
export function dayOf(day: number): string {
  return new Date(Date.parse(`${firstDay}T00:00:00Z`) + day * dayMs).toISOString().slice(0, 10);
}

/** A clock for this process alone, that stands still. */
export function createStandingClock() {
  let now = timeOf(0);
  return {
    now: () => new Date(now),
    set(day: number, time?: string): void {
      now = timeOf(day, time);
    },
  };
}

/** A clock that other processes run by, too. */
export type SharedClock = Awaited<ReturnType<typeof createSharedClock>>;

/** A clock whose time goes on from noon of its day, here and in every process that has its environment. */
export async function createSharedClock() {
  const folder = await mkdtemp(join(tmpdir(), "test-clock-"));
  const file = join(folder, "offset");
  const module = pathToFileURL(fileURLToPath(new URL("./fakeDate.mjs", import.meta.url))).href;
  const startedAt = Date.now();
  let offsetMs = 0;
  const clock = {
    /** The variables that a Node process needs to run by this clock. */
    environment: { TEST_CLOCK_FILE: file, NODE_OPTIONS: `--import=${module}` },
    now: () => new Date(Date.now() + offsetMs),
    async set(day: number, time?: string): Promise<void> {
      offsetMs = timeOf(day, time) - startedAt;
      await writeFile(file, String(offsetMs));
    },
    /** Ends it: processes that run by it must have ended. */
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  await clock.set(0);
  return clock;
}

function timeOf(day: number, time = "12:00"): number {
  return Date.parse(`${dayOf(day)}T${time}:00Z`);
}
