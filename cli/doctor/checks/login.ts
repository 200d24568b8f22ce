import { JenkinsError } from "../../../provider/errors/jenkinsError.ts";
import { isSameUser } from "../../../provider/jenkins/client/credentials.ts";
import { whoAmI } from "../../../provider/jenkins/whoAmI.ts";
import { type Check, ok, problem } from "../check.ts";

/** Whom Jenkins takes us for, and by what. */
export const login: Check = {
  title: () => "Login",
  needs: ["jenkins"],
  async look({ client, connection: { credentials } }) {
    const { url, login } = client;
    const identity = await whoAmI(client);
    switch (identity.kind) {
      case "refused":
        throw new JenkinsError("wrongCredentials", { url, login });
      case "anonymous":
        return problem(
          `Jenkins sees nobody logged in, though '${login}' was sent along`,
          "Something before Jenkins takes the Authorization header away: make it pass HTTP Basic on.",
        );
      case "user":
        if (!isSameUser(identity.name, login)) {
          return problem(
            `Jenkins takes us for '${identity.name}', though '${login}' was sent along`,
            `If that is the same person, log in as '${identity.name}', which is the user ID. Else something before Jenkins ` +
              "logs requests in by itself: make it pass HTTP Basic on.",
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
