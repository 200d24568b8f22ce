import type { Command } from "commander";
import { interruptible } from "./interruptible.ts";
import { type AdoptFlags, runAdopt } from "./tokens/adopt.ts";
import { type ListFlags, runList } from "./tokens/list.ts";
import { type RevokeFlags, runRevoke } from "./tokens/revoke.ts";
import { runStatus, type StatusFlags } from "./tokens/status.ts";

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

const revokeNotes = `${connectionNotes}

Of --unheld, --expired and --unused-days, all that are given have to apply.
--unheld counts every UUID in a stack as held, whatever its URL: those of
previous tokens, pending deletions and pending operations too. It revokes
nothing when one of the stacks can't be read. The token that the login uses is
never revoked.

Exit code: 0 when done, 1 when something failed or could not be read, 2 for
wrong usage, or when it takes a confirmation: without a terminal, give --yes.`;

const adoptNotes = `${connectionNotes}

The value of a token is neither known to this command nor printed: it is asked for
when the token is adopted or imported.

Exit code: 0 when done, 1 when one of the tokens is not there, has expired or is
held by one of the stacks read, 2 for wrong usage.`;

const statusNotes = `
The connections come from the configuration of each stack, and from the
environment. Stacks are read by the command pulumi, as \`pulumi stack export\`
shows them: their secrets stay encrypted.

A token needs attention that is missing, has expired, or expires within 14 days
and no rotation comes before that; of which it is not known how it is; or on
which an interrupted pulumi up has worked. What the next pulumi up does by
itself, such as a rotation that is due, is said, and needs no attention.

Exit code: 0 when nothing needs attention, 1 when something does or could not be
read, 2 for wrong usage.`;

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

  tokens
    .command("status")
    .summary("compare what stacks declare with what the controllers have")
    .description(
      "Compares the tokens in the state of stacks with what the controllers have. Changes nothing, and tries no token as a login.",
    )
    .option("--stack <name>", "compare this stack, by default the selected one; may be repeated", collect)
    .option("--json", "print one JSON document")
    .helpOption("--help", "show this help")
    .addHelpText("after", statusNotes)
    .exitOverride()
    .action(async (flags: StatusFlags) => {
      done(await interruptible((signal) => runStatus(flags, signal)));
    });

  command(tokens, "revoke", "revoke tokens by UUID, or those that nobody holds, needs or can use")
    .argument("[uuid...]", "UUIDs of tokens, as tokens list shows them")
    .usage("[options] [uuid...]")
    .description(
      "Lists the tokens that are to be revoked, asks, revokes them, and verifies that by a new list.",
    )
    .option("--for <id>", "look among the tokens of this user; may be repeated", collect)
    .option("--all", "look among the tokens of all users, as an administrator, by the script console")
    .option("--unheld", "revoke those that no stack holds; needs --stack or --all-stacks")
    .option("--expired", "revoke those that have expired")
    .option("--unused-days <number>", "revoke those that were not used for so many days")
    .option("--yes", "revoke without asking")
    .option("--dry-run", "only list them")
    .addHelpText("after", revokeNotes)
    .action(async (uuids: string[], flags: RevokeFlags) => {
      done(await interruptible((signal) => runRevoke(uuids, flags, signal)));
    });

  command(tokens, "adopt", "print how to bring tokens under the control of Pulumi")
    .argument("<uuid...>", "UUIDs of tokens, as tokens list shows them")
    .description(
      "Prints program text in TypeScript and YAML, and the import command, for tokens that exist. Changes nothing.",
    )
    .option("--for <id>", "look among the tokens of this user; may be repeated", collect)
    .option("--all", "look among the tokens of all users, as an administrator, by the script console")
    .addHelpText("after", adoptNotes)
    .action(async (uuids: string[], flags: AdoptFlags) => {
      done(await interruptible((signal) => runAdopt(uuids, flags, signal)));
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
