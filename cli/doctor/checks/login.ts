import { JenkinsError } from "../../../provider/errors/jenkinsError.ts";
import { message } from "../../../provider/errors/message.ts";
import { isSameUser } from "../../../provider/jenkins/client/credentials.ts";
import { whoAmI } from "../../../provider/jenkins/whoAmI.ts";
import { type Check, ok, problem } from "../check.ts";

/** As whom Jenkins accepts the login, and by what credential. */
export const login: Check = {
  title: () => "Login",
  needs: ["jenkins"],
  async probe({ client, connection: { credentials } }) {
    const { url, login } = client;
    const identity = await whoAmI(client);
    switch (identity.kind) {
      case "refused":
        throw new JenkinsError("wrongCredentials", { url, login });
      case "anonymous":
        return problem(
          message`Jenkins treats the login '${login}' as anonymous`,
          "A proxy or gateway removes the Authorization header; configure it to forward HTTP Basic.",
        );
      case "user":
        if (!isSameUser(identity.name, login)) {
          return problem(
            message`Jenkins treats the login '${login}' as '${identity.name}'`,
            message`If that is the same person, log in as '${identity.name}', which is the user ID. Otherwise a proxy or gateway logs requests in by itself; configure it to forward HTTP Basic.`,
            identity.name,
          );
        }
        return ok(
          `as ${identity.name}, by ${"apiToken" in credentials ? "API token" : "password"}`,
          identity.name,
        );
    }
  },
};
