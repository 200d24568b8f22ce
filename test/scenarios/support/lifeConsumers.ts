import { expect } from "vitest";
import { whoAmI } from "../../unit/emulator/client.ts";

/** Those who use alice's token; what any of them holds must work at all times. */
export interface Consumers {
  /** Pulumi brings a new token to those that it knows: until then they use what they had. */
  update(tokenValue: string): Promise<void>;
  /** The others copy the token, each when it is its turn. */
  copy(night: number, tokenValue: string): void;
  /** Fails where somebody holds a token that doesn't work. */
  expectToWork(when: string): Promise<void>;
}

/** A consumer that Pulumi updates, and others that copy the token as rarely as an overlap lets them: one for each phase. */
export function createConsumers({ url }: { url: string }, overlapDays = 0): Consumers {
  const held = new Map<string, string>();
  const consumers: Consumers = {
    async update(tokenValue) {
      await consumers.expectToWork("before an up has updated consumers");
      held.set("updated", tokenValue);
      await consumers.expectToWork("when an up has updated consumers");
    },
    copy(night, tokenValue) {
      if (overlapDays > 0)
        held.set(`copied every ${overlapDays} nights, from ${night % overlapDays}`, tokenValue);
    },
    async expectToWork(when) {
      for (const tokenValue of new Set(held.values())) {
        const { status } = await whoAmI(url, "alice", tokenValue);
        expect(status, `what a token gets ${when}`).toBe(200);
      }
    },
  };
  return consumers;
}
