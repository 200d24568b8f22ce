import type { Clock } from "../clock.ts";

/** A build of a job. It is over at once, with success. */
export interface Build {
  readonly job: string;
  readonly number: number;
  readonly queueId: number;
  readonly startedBy: string;
  readonly startedAt: Date;
}

/** The jobs of the controller and their builds. */
export class Jobs {
  readonly #builds = new Map<string, Build[]>();
  readonly #clock: Clock;
  #lastQueueId = 0;

  constructor(names: readonly string[], clock: Clock) {
    this.#clock = clock;
    for (const name of names) this.#builds.set(name, []);
  }

  names(): string[] {
    return [...this.#builds.keys()];
  }

  /** The builds of a job, oldest first; undefined when there is no such job. */
  builds(job: string): readonly Build[] | undefined {
    return this.#builds.get(job);
  }

  queueItem(queueId: number): Build | undefined {
    return [...this.#builds.values()].flat().find((build) => build.queueId === queueId);
  }

  /** Starts a build; throws when there is no such job. */
  build(job: string, startedBy: string): Build {
    const builds = this.#builds.get(job);
    if (!builds) throw new RangeError(`The embedded Jenkins has no job ${job}.`);
    this.#lastQueueId += 1;
    const build: Build = {
      job,
      number: builds.length + 1,
      queueId: this.#lastQueueId,
      startedBy,
      startedAt: this.#clock.now(),
    };
    builds.push(build);
    return build;
  }
}
