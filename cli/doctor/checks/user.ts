import { z } from "zod";
import { JenkinsError } from "../../../provider/errors/jenkinsError.ts";
import { message } from "../../../provider/errors/message.ts";
import { userPath } from "../../../provider/jenkins/apiTokenProperty.ts";
import { isSameUser } from "../../../provider/jenkins/client/credentials.ts";
import { parseJson } from "../../../provider/jenkins/responses/toJenkinsError.ts";
import { type Check, ok, problem, toProblem } from "../check.ts";

/** Whether the controller knows the user of `--for`. */
export const user: Check = {
  title: ({ other = "of --for" }) => `User ${other}`,
  needs: ["login"],
  isForOther: true,
  async probe({ client, other = "" }) {
    const path = `${userPath(other)}/api/json`;
    const response = await client.get(path);
    const unexpected = () => client.unexpected("GET", path, response);
    if (response.status === 404) {
      const { url } = client;
      return { ...toProblem(new JenkinsError("unknownUser", { url, username: other })), value: false };
    }
    if (response.status !== 200) throw unexpected();
    const { id } = parseJson(z.object({ id: z.string() }), response, unexpected);
    if (isSameUser(id, other)) return ok("is known");
    // Jenkins finds people by their full name too, but lets nobody log in by it.
    return problem(message`is the full name of '${id}'`, message`Use the user ID: '${id}'.`, false);
  },
};
