import { isCrumbRefusal } from "../../../provider/jenkins/responses/responseKinds.ts";
import { type Check, none, ok, problem } from "../check.ts";

/** Takes POST too, and changes nothing. */
const harmlessPath = "/whoAmI/api/json";

/** Whether Jenkins requires a crumb with each POST, and accepts ours. */
export const crumb: Check = {
  title: () => "Crumb",
  needs: ["login"],
  async probe({ client, connection: { credentials } }) {
    const response = await client.post(harmlessPath, {}, { isIdempotent: true });
    if ("apiToken" in credentials) {
      if (response.status === 200) return none("not needed with an API token", "notNeeded");
      if (!isCrumbRefusal(response)) throw client.unexpected("POST", harmlessPath, response);
      return problem(
        "required, although the login is by API token",
        "Check that it is an API token. A password belongs in `password` or JENKINS_PASSWORD.",
      );
    }
    if (response.status !== 200) throw client.unexpected("POST", harmlessPath, response);
    const { status } = await client.get("/crumbIssuer/api/json");
    return status === 200 ? ok("required, and accepted", "on") : none("crumbs are switched off", "off");
  },
};
