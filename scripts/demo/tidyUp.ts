import { setTimeout as sleep } from "node:timers/promises";
import type { DemoJenkins } from "./jenkins.ts";
import type { DemoStack } from "./stack.ts";
import type { Terminal } from "./terminal.ts";

/** What may be left of a demo that didn't come to its end. */
export interface Remains {
  readonly terminal: Terminal;
  readonly jenkins: DemoJenkins;
  readonly stack: DemoStack;
  /** What the names of the demo's tokens start with. */
  readonly namePrefix: string;
}

const jenkinsMayTakeMs = 20_000;

/** Leaves no Pulumi at work and, as far as Jenkins lets us, no token of the demo. Says what it did and couldn't do. */
export async function tidyUp(remains: Remains, signal: AbortSignal): Promise<void> {
  const { terminal, stack } = remains;
  await stack.settled();
  if (!stack.isUsed) return;
  terminal.say("\nTidying up");
  // A person who has interrupted the demo wants it to end, and asking Jenkins directly is faster.
  if (!signal.aborted) await destroy(remains, signal);
  try {
    const revoked = await Promise.race([revokeRest(remains), giveUp()]);
    terminal.fact("Jenkins", revoked.length > 0 ? revoked : ["lists no token of the demo"]);
  } catch (error) {
    terminal.failed(`Tokens named ${remains.namePrefix}… may be left: ${(error as Error).message}`);
  }
}

async function destroy({ terminal, stack }: Remains, signal: AbortSignal): Promise<void> {
  terminal.command("pulumi destroy");
  try {
    await terminal.during("pulumi destroy", stack.destroy);
  } catch (error) {
    if (!signal.aborted) terminal.failed((error as Error).message);
  }
}

/** Whether Pulumi knows of them or not. */
async function revokeRest({ jenkins, namePrefix }: Remains): Promise<string[]> {
  const own = (await jenkins.tokens()).filter(({ tokenName }) => tokenName.startsWith(namePrefix));
  for (const { tokenUuid } of own) await jenkins.revoke(tokenUuid);
  return own.map(({ tokenName, tokenUuid }) => `revoked ${tokenName} (${tokenUuid})`);
}

async function giveUp(): Promise<never> {
  await sleep(jenkinsMayTakeMs, undefined, { ref: false });
  throw new Error("Jenkins doesn't answer");
}
