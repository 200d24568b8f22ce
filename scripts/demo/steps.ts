import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { TokenStep } from "./events.ts";
import type { DemoJenkins } from "./jenkins.ts";
import type { DemoStack } from "./stack.ts";
import type { Terminal } from "./terminal.ts";

type Listed = { readonly tokenName: string; readonly tokenUuid: string };
type Token = Listed & { readonly tokenValue: string };

interface Stage {
  readonly terminal: Terminal;
  readonly jenkins: DemoJenkins;
  readonly stack: DemoStack;
  /** The token's name, until it is renamed. */
  readonly namePrefix: string;
  /** Where Pulumi writes its files. */
  readonly folder: string;
}

/** What happens to a token from its creation to its end. Each step is verified in Pulumi and in Jenkins; rejects where one is not as it should be. */
export async function runSteps({ terminal, jenkins, stack, namePrefix, folder }: Stage): Promise<void> {
  terminal.heading("2  A token is created");
  await configure("tokenName", namePrefix);
  const first = await run("up", "Pulumi creates one token", "create");
  await checkListed("Jenkins lists it, with the name and UUID that Pulumi has", {
    ...first,
    tokenName: namePrefix,
  });
  await checkLogin(`it logs in as ${jenkins.login}`, first);
  const inBase64 = Buffer.from(`${jenkins.login}:${first.tokenValue}`).toString("base64");
  const isWritten = await isWrittenBelow(folder, [first.tokenValue, inBase64]);
  check("none of Pulumi's files holds its value in plain text", !isWritten);

  terminal.heading("3  The token starts a build");
  terminal.fact("Token", [`${jenkins.buildRequest}, by HTTP Basic, without a crumb`]);
  const build = await terminal.during("the build starts", () => jenkins.build(first.tokenValue));
  terminal.fact("Jenkins", [`${build.status}, ${build.state}`]);
  check("Jenkins accepts it (201)", build.status, 201);
  check(`${jenkins.login} started the build`, build.startedBy?.toLowerCase(), jenkins.login.toLowerCase());

  terminal.heading("4  The same again: nothing changes");
  const same = await run("up", "Pulumi changes nothing", "same");
  await checkListed("Jenkins lists the same token", first);
  check("its value is the same", same.tokenValue === first.tokenValue);

  terminal.heading("5  A new version: the token is rotated");
  await configure("version", "2");
  const rotation = ["create-replacement", "delete-replaced"];
  const second = await run("up", "Pulumi creates a new token, and then deletes the old one", ...rotation);
  await checkListed("Jenkins lists the new token alone", { ...first, tokenUuid: second.tokenUuid });
  check("it has another UUID", second.tokenUuid !== first.tokenUuid);
  await checkRejected("Jenkins rejects the old token (401)", first);
  await checkLogin("the new one logs in", second);

  terminal.heading("6  A new name: the token is renamed");
  const tokenName = `${namePrefix}-renamed`;
  await configure("tokenName", tokenName);
  const renamed = await run("up", "Pulumi updates the token in place", "update");
  await checkListed("Jenkins lists the new name with the same UUID", { ...second, tokenName });
  check("its value is the same", renamed.tokenValue === second.tokenValue);
  await checkLogin("it still logs in", renamed);

  terminal.heading("7  Revoked outside Pulumi: refresh notices, up creates a new one");
  terminal.fact("Somebody", [`revokes ${tokenName} in Jenkins`]);
  await terminal.during("Jenkins revokes the token", () => jenkins.revoke(renamed.tokenUuid));
  await checkRejected("Jenkins rejects the token (401)", renamed);
  await run("refresh", "Pulumi finds that it is missing", "delete");
  const third = await run("up", "Pulumi creates a new one", "create");
  await checkListed("Jenkins lists it, with the same name", { ...renamed, tokenUuid: third.tokenUuid });
  await checkLogin("it logs in", third);

  terminal.heading("8  Everything is destroyed");
  await run("destroy", "Pulumi deletes the token", "delete");
  await checkListed("nothing is left in Jenkins");
  await checkRejected("Jenkins rejects the last token (401)", third);

  async function configure(key: string, value: string): Promise<void> {
    terminal.command(`pulumi config set ${key} ${value}`);
    await terminal.during("pulumi config set", () => stack.configure(key, value));
  }

  /** Runs a command, shows what it did to the token, and checks that it is what the claim says. */
  async function run(command: "up" | "refresh" | "destroy", claim: string, ...expected: string[]) {
    terminal.command(`pulumi ${command}`);
    const { steps, warnings, outputs } = await terminal.during(`pulumi ${command}`, () => stack.run(command));
    terminal.fact("Pulumi", [...steps.map(toStepLine), ...warnings.map((text) => `warning: ${text}`)]);
    const operations = steps.map(({ operation }) => operation);
    check(claim, operations, expected);
    const { tokenName = "", tokenUuid = "", tokenValue = "" } = outputs;
    return { tokenName, tokenUuid, tokenValue };
  }

  /** Shows which tokens of the demo Jenkins lists, and checks that it is this one, or none. */
  async function checkListed(claim: string, token?: Listed): Promise<void> {
    const tokens = await terminal.during("Jenkins lists the tokens", jenkins.tokens);
    const own = tokens.filter(({ tokenName }) => tokenName.startsWith(namePrefix)).map(toLine);
    terminal.fact("Jenkins", own.length > 0 ? own : ["lists no token of the demo"]);
    check(claim, own, token ? [toLine(token)] : []);
  }

  async function checkLogin(claim: string, { tokenValue }: Token, expected = jenkins.login): Promise<void> {
    check(claim, await terminal.during("the token logs in", () => jenkins.ownerOf(tokenValue)), expected);
  }

  /** Only in the embedded Jenkins: to a directory behind a real one, this is a failed login of the user. */
  async function checkRejected(claim: string, token: Token): Promise<void> {
    if (jenkins.isEmbedded) await checkLogin(claim, token, "401");
  }

  function check(claim: string, actual: unknown, expected: unknown = true): void {
    if (!isDeepStrictEqual(actual, expected))
      throw new Error(`${claim}\n  expected: ${toText(expected)}\n  actual:   ${toText(actual)}`);
    terminal.passed(claim);
  }
}

function toText(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") || "none" : String(value);
}

/** Signs and words as Pulumi prints them. */
const words: Partial<Record<string, string>> = {
  create: "+  created",
  "create-replacement": "++ created replacement",
  "delete-replaced": "-- deleted original",
  delete: "-  deleted",
  same: "   unchanged",
  update: "~  updated",
};

function toStepLine({ operation, resource, properties }: TokenStep): string {
  const text = words[operation] ?? `   ${operation}`;
  const reason = properties.length > 0 ? ` (${properties.join(", ")})` : "";
  return `${text.slice(0, 3)}${resource} ${text.slice(3)}${reason}`;
}

function toLine({ tokenName, tokenUuid }: Listed): string {
  return `${tokenName.padEnd(20)}  ${tokenUuid}`;
}

async function isWrittenBelow(folder: string, texts: readonly string[]): Promise<boolean> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const contents = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), "utf8")));
  return contents.some((content) => texts.some((text) => content.includes(text)));
}
