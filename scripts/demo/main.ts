import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ensurePulumi } from "../pulumi-cli/ensurePulumi.ts";
import { type DemoJenkins, openJenkins } from "./jenkins.ts";
import { type DemoStack, openStack } from "./stack.ts";
import { runSteps } from "./steps.ts";
import { createTerminal } from "./terminal.ts";

/** How long Pulumi may take to finish when it is interrupted, and Jenkins to respond afterwards. */
const pulumiMayTakeMs = 10_000;
const jenkinsMayTakeMs = 20_000;

const [folder = "", flag] = process.argv.slice(2);
const namePrefix = `demo-${randomBytes(4).toString("hex").slice(0, 7)}`;
const interruption = new AbortController();
const { signal } = interruption;
let jenkins: DemoJenkins | undefined;
let stack: DemoStack | undefined;
const terminal = createTerminal((text) => jenkins?.redact(text) ?? text);

process.on("SIGINT", interrupt);
// The process that started this one has ended, or nobody reads the output any more.
process.once("disconnect", interrupt);
process.stdout.once("error", interrupt).on("error", () => {});

const interrupted = new Promise<never>((_resolve, reject) => {
  signal.addEventListener("abort", () => reject(signal.reason));
});
const code = await Promise.race([play(), interrupted]).then(() => 0, fail);
await jenkins?.close();
if (!process.connected) await rm(folder, { recursive: true, force: true, maxRetries: 10 });
process.exit(code);

async function play(): Promise<void> {
  const startedMs = performance.now();
  terminal.say("The life of a Jenkins API token, in Pulumi and in Jenkins.");
  terminal.heading("1  Pulumi and Jenkins");
  const { binDirectory, version } = await ensurePulumi({ log: terminal.say, signal });
  // Behind the Node.js of this project: the folder of the CLI may hold an older one.
  const ownCommands = join(import.meta.dirname, "../../node_modules/.bin");
  process.env.PATH = [ownCommands, binDirectory, process.env.PATH].join(delimiter);
  terminal.fact("Pulumi", [`${version}, with all its files in a temporary folder`]);
  jenkins = await openJenkins(process.env);
  await jenkins.verify(terminal);
  const onLine = (line: string) => flag === "--verbose" && terminal.quote(line);
  stack = await openStack({ folder, environment: jenkins.environment, signal, onLine });
  await runSteps({ terminal, jenkins, stack, namePrefix, folder });
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  terminal.say(`\nAll steps verified, in ${seconds} seconds. Nothing is left in Jenkins, nor in a file.`);
}

/** Reports why the demo ends early, and revokes what it created. */
async function fail(error: unknown): Promise<number> {
  if (signal.aborted) terminal.say("\nInterrupted.");
  else terminal.failed((error as Error).message);
  if (jenkins && stack && (await stack.settled())) await tidyUp(stack, jenkins);
  if (signal.aborted) return 130;
  terminal.say("\nThe demo failed.");
  return 1;
}

async function tidyUp({ run }: DemoStack, { tokens, revoke }: DemoJenkins): Promise<void> {
  terminal.say("\nTidying up");
  // After Ctrl-C it is faster to revoke in Jenkins directly.
  if (!signal.aborted) {
    terminal.command("pulumi destroy");
    await terminal
      .during("pulumi destroy", () => run("destroy"))
      .catch((error: Error) => signal.aborted || terminal.failed(error.message));
  }
  const revokeRest = async () => {
    const own = (await tokens()).filter(({ tokenName }) => tokenName.startsWith(namePrefix));
    for (const { tokenUuid } of own) await revoke(tokenUuid);
    const lines = own.map(({ tokenName, tokenUuid }) => `revoked ${tokenName} (${tokenUuid})`);
    terminal.fact("Jenkins", lines.length > 0 ? lines : ["lists no token of the demo"]);
  };
  const giveUp = async () => {
    await delay(jenkinsMayTakeMs, undefined, { ref: false });
    throw new Error("Jenkins does not respond");
  };
  await Promise.race([revokeRest(), giveUp()]).catch((error: Error) =>
    terminal.failed(`Tokens named ${namePrefix}… may be left: ${error.message}`),
  );
}

/** Ends the demo. The demo knows first, so that a Pulumi which ends by the signal does not count as failed. */
function interrupt(): void {
  if (signal.aborted) return;
  interruption.abort();
  interruptGroup();
  setTimeout(interruptGroup, pulumiMayTakeMs).unref();
}

/** Sends SIGINT to this process and Pulumi. After the first, Pulumi finishes what is in progress; after the second, it stops. */
function interruptGroup(): void {
  process.kill(0, "SIGINT");
}
