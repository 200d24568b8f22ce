import { z } from "zod";
import { JenkinsError } from "../../../provider/errors/jenkinsError.ts";
import { sinceWhen, supports } from "../../../provider/jenkins/features.ts";
import { runScript } from "../../../provider/jenkins/scriptConsole.ts";
import { type Check, type Finding, none, ok, problem, toProblem } from "../check.ts";
import type { Patient } from "../patient.ts";

const examinationSchema = z.object({ hasProperty: z.boolean(), canGenerate: z.boolean() });

/** Whether the login can make a token for the user of `--for`, and how. */
export const other: Check = {
  title: ({ other = "the user of --for" }) => `Token for ${other}`,
  needs: ["login", "crumb", "cloudBees", "user"],
  isForOther: true,
  async look(patient) {
    const { client, other: username = "", tryConsole } = patient;
    if (!(await supports(client, "namedTokens"))) return legacyIsForSelf(username);
    const obstacle = await tryConsole();
    if (obstacle?.code === "scriptConsoleForbidden") return notAnAdministrator(patient, username);
    if (obstacle) return untold;
    const { hasProperty, canGenerate } = await runScript(client, "examine", { username }, examinationSchema);
    if (canGenerate) return ok("yes, by REST", "rest");
    if (hasProperty) return ok("yes, by script console; by REST it is switched off here", "scriptConsole");
    return toProblem(new JenkinsError("noApiTokenProperty", { url: client.url, username }));
  },
};

function legacyIsForSelf(username: string): Finding {
  return problem(
    `no: before ${sinceWhen("namedTokens")} a user has one token, which Jenkins shows to that user alone`,
    `Log in as '${username}', or update the controller.`,
  );
}

function notAnAdministrator({ client: { login } }: Patient, username: string): Finding {
  const { hint, code } = new JenkinsError("adminCannotGenerate", { login, username });
  return { ...problem(`no: '${login}' isn't an administrator`, hint), code };
}

/** Only a script can tell the flag without making a token. */
const untold = none(
  "can't be told without the script console",
  null,
  "It works by REST if the login is an administrator and the controller was started with " +
    "-Djenkins.security.ApiTokenProperty.adminCanGenerateNewTokens=true.",
);
