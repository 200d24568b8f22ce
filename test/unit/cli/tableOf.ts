import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { type Environment, runCli } from "./runCli.ts";

/** The doctor's table as people see it, with what differs from run to run made the same. */
export async function tableOf(
  jenkins: EmbeddedJenkins,
  user: string,
  flags: readonly string[],
  environment: Environment = {},
): Promise<{ exitCode: number | null; table: string }> {
  const { exitCode, stdout } = await runCli(["doctor", ...flags], {
    JENKINS_URL: jenkins.url,
    JENKINS_USER_ID: user,
    JENKINS_PASSWORD: `${user}-pw`,
    ...environment,
  });
  return { exitCode, table: toSame(stdout.replaceAll(new URL(jenkins.url).origin, "http://127.0.0.1:8080")) };
}

/** The text with the same times, whatever they are. */
function toSame(text: string): string {
  return text.replace(/in \d+ ms/, "in 12 ms").replace(/\d+ s (behind|ahead of)/, "0 s ahead of");
}
