import { setTimeout as wait } from "node:timers/promises";

/** Where users are saved to: it takes its time, and can be held up. */
export class Disk {
  readonly #delayMs: number;
  #held: Promise<void> | undefined;

  constructor(delayMs: number) {
    this.#delayMs = delayMs;
  }

  /** Every save that begins from now on takes until the returned function is called. */
  hold(): () => void {
    const { promise: held, resolve } = Promise.withResolvers<void>();
    this.#held = held;
    return () => {
      if (this.#held === held) this.#held = undefined;
      resolve();
    };
  }

  readonly save = async (): Promise<void> => {
    if (this.#held) await this.#held;
    else if (this.#delayMs > 0) await wait(this.#delayMs);
  };
}
