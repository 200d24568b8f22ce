import { userPath } from "../../../provider/jenkins/apiTokenProperty.ts";
import { supports } from "../../../provider/jenkins/features.ts";
import { type Check, ok, problem } from "../check.ts";

/** Whether the login can create a token for itself, and how. */
export const self: Check = {
  title: ({ client: { login } }) => `Token for ${login}`,
  needs: ["login", "crumb", "cloudBees"],
  async probe({ client, connection: { credentials } }) {
    // Who has logged in may still lack Overall/Read, which it takes to reach one's own page.
    const path = `${userPath(client.login)}/api/json`;
    const response = await client.get(path);
    if (response.status !== 200) throw client.unexpected("GET", path, response);
    if (await supports(client, "namedTokens")) return ok("yes, by REST", "rest");
    if ("apiToken" in credentials) {
      return problem(
        "no: a user has one token on this version, and it is the one of this login",
        "Log in by password: creating the token revokes the existing one.",
      );
    }
    return ok("yes, the one legacy token; creating it revokes the existing one", "legacy");
  },
};
