import type { Command } from "commander";
import { interruptible } from "./interruptible.ts";
import { type ListFlags, runList } from "./tokens/list.ts";

const connectionNotes = `
The connection comes from the first of these:
  --url and --username    with the API token or password of the environment, or
                          typed at the terminal
  --stack, --controller   the configuration of a stack of the project here
  in a Pulumi project     the configuration of the selected stack; JENKINS_*
                          variables may give what it lacks
  elsewhere               JENKINS_URL, JENKINS_USER_ID, and JENKINS_API_TOKEN or
                          JENKINS_PASSWORD

Stacks are read by the command pulumi, as \`pulumi stack export\` shows them:
their secrets stay encrypted. Stacks of other backends are not seen.`;

const listNotes = `${connectionNotes}

A token is marked that has expired or expires within 14 days, that none of the
stacks read holds, that an interrupted create has likely left, that is a legacy
token, that was never used, or not for 90 days.

Exit code: 0 when all was read, 1 when not (the rest is listed all the same), 2
for wrong usage.`;

/** Adds the commands on tokens; `done` gets the exit code of the one that ran. */
export function addTokensCommands(program: Command, done: (exitCode: number) => void): void {
  const tokens = program
    .command("tokens")
    .summary("see which tokens there are and who holds them, and clean up")
    .description("Shows the tokens on a controller and which stacks hold them, and cleans up.")
    .helpOption("--help", "show this help")
    .helpCommand(false)
    .exitOverride();

  command(tokens, "list", "list tokens, who holds them, and what is remarkable about them")
    .description("Lists the tokens of the login, of other users, or of all users. Changes nothing.")
    .option("--for <id>", "list the tokens of this user; may be repeated", collect)
    .option("--all", "list the tokens of all users, as an administrator, by the script console")
    .option("--json", "print one JSON document")
    .option("--csv", "print CSV, for spreadsheets")
    .addHelpText("after", listNotes)
    .action(async (flags: ListFlags) => {
      done(await interruptible((signal) => runList(flags, signal)));
    });
}

/** A command with the flags that all of them have. */
function command(parent: Command, name: string, summary: string): Command {
  return parent
    .command(name)
    .summary(summary)
    .option("--url <url>", "URL of the controller, with its context path")
    .option("--username <id>", "Jenkins user ID to log in with")
    .option("--controller <name>", "take the connection of this name in jenkins:controllers")
    .option("--stack <name>", "read what this stack holds; may be repeated", collect)
    .option("--all-stacks", "read what all stacks of the selected backend hold")
    .helpOption("--help", "show this help")
    .exitOverride();
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
