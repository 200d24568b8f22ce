import { z } from "zod";
import { JenkinsError } from "../../../provider/errors/jenkinsError.ts";
import { hintOf, message } from "../../../provider/errors/message.ts";
import { sinceWhen, supports } from "../../../provider/jenkins/features.ts";
import { runScript } from "../../../provider/jenkins/scriptConsole.ts";
import { type Check, type Finding, none, ok, problem, toProblem } from "../check.ts";
import type { Target } from "../target.ts";

const examinationSchema = z.object({ hasProperty: z.boolean(), canGenerate: z.boolean() });

/** Whether the login can create a token for the user of `--for`, and how. */
export const other: Check = {
  title: ({ other = "the user of --for" }) => `Token for ${other}`,
  needs: ["login", "crumb", "cloudBees", "user"],
  isForOther: true,
  async probe(target) {
    const { client, other: username = "", checkConsole } = target;
    if (!(await supports(client, "namedTokens"))) return legacyIsForSelf(username);
    const obstacle = await checkConsole();
    if (obstacle?.code === "scriptConsoleForbidden") return notAnAdministrator(target, username);
    if (obstacle) return notKnown;
    const { hasProperty, canGenerate } = await runScript(client, "examine", { username }, examinationSchema);
    if (canGenerate) return ok("yes, by REST", "rest");
    if (hasProperty) return ok("yes, by script console; REST is switched off here", "scriptConsole");
    return toProblem(new JenkinsError("noApiTokenProperty", { url: client.url, username }));
  },
};

function legacyIsForSelf(username: string): Finding {
  return problem(
    `no: before ${sinceWhen("namedTokens")} a user has one token, which Jenkins shows only to that user`,
    message`Log in as '${username}', or update the controller.`,
  );
}

function notAnAdministrator({ client: { login } }: Target, username: string): Finding {
  const error = new JenkinsError("adminCannotGenerate", { login, username });
  return { ...problem(message`no: '${login}' isn't an administrator`, hintOf(error)), code: error.code };
}

/** Only a script shows the flag without creating a token. */
const notKnown = none(
  "not known without the script console",
  null,
  "REST works if the login is an administrator and the controller was started with " +
    "-Djenkins.security.ApiTokenProperty.adminCanGenerateNewTokens=true.",
);
