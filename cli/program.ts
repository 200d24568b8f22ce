import { Command, CommanderError } from "commander";
import { type DoctorFlags, runDoctor } from "./doctorCommand.ts";
import { packageInfo } from "./packageInfo.ts";
import { wrap } from "./report/wrap.ts";
import { addTokensCommands } from "./tokensCommands.ts";
import { UsageError } from "./usageError.ts";

const usageExitCode = 2;

const doctorNotes = `
The connection comes from the first of these:
  --url and --username    with the API token or password of the environment, or
                          typed at the terminal
  --stack, --controller   the configuration of a stack of the project here
  in a Pulumi project     the configuration of the selected stack; JENKINS_*
                          variables may give what it lacks
  elsewhere               JENKINS_URL, JENKINS_USER_ID, and JENKINS_API_TOKEN or
                          JENKINS_PASSWORD

An API token or password is never a flag: it would stay in the shell's history.

Exit code: 0 when a token can be created, 1 when not, 2 for wrong usage.`;

/** Runs the command line `argv`, as of `process.argv`, and returns its exit code. */
export async function runProgram(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command("pulumi-jenkins-api-token")
    .description("Jenkins API tokens as code: the command line beside the Pulumi resource.")
    .version(packageInfo.version, "--version", "show the version")
    .helpOption("--help", "show this help")
    .helpCommand(false)
    .exitOverride();
  program
    .command("doctor")
    .summary("check whether tokens can be created over a connection, and how")
    .description(
      "Checks whether tokens can be created over a Jenkins connection, and how. Creates none, and changes nothing.",
    )
    .option("--url <url>", "URL of the controller, with its context path")
    .option("--username <id>", "Jenkins user ID to log in with")
    .option("--stack <name>", "take the connection from the configuration of this stack")
    .option(
      "--controller <name>",
      "take the one of this name in jenkins:controllers, of --stack or else the selected stack",
    )
    .option("--all", "check every connection in jenkins:controllers, of --stack or else the selected stack")
    .option("--for <id>", "check whether a token can be created for this user, too")
    .option("--json", "print one JSON document")
    .helpOption("--help", "show this help")
    .addHelpText("after", doctorNotes)
    .exitOverride()
    .action(async (flags: DoctorFlags) => {
      exitCode = await runDoctor(flags);
    });
  addTokensCommands(program, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    // Commander has printed its message. Help and version are no error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageExitCode;
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${toLines(error.message)}\n`);
    return usageExitCode;
  }
}

/** In lines that a terminal need not break. */
function toLines(message: string): string {
  const { columns = Number.POSITIVE_INFINITY } = process.stderr;
  return message
    .split("\n")
    .flatMap((line) => wrap(line, columns))
    .join("\n");
}
