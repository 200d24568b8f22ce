/** How long Jenkins takes to save. */
export type Saving = () => Promise<void>;

/**
 * The file that Jenkins saves a user to. Jenkins walks the user's token list while it writes, so a second change
 * meanwhile makes the save fail, although the change itself has happened.
 */
export class UserFile {
  #changesUnderWay = 0;
  readonly #saving: Saving;

  constructor(saving: Saving) {
    this.#saving = saving;
  }

  /** Makes a change at once, then saves. `collided` says that another change was still being saved. */
  async change<Result>(effect: () => Result): Promise<{ result: Result; collided: boolean }> {
    const collided = this.#changesUnderWay > 0;
    this.#changesUnderWay += 1;
    try {
      const result = effect();
      await this.#saving();
      return { result, collided };
    } finally {
      this.#changesUnderWay -= 1;
    }
  }
}
