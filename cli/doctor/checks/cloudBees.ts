import { JenkinsError } from "../../../provider/errors/jenkinsError.ts";
import { message } from "../../../provider/errors/message.ts";
import { cloudBeesRole } from "../../../provider/jenkins/cloudBees.ts";
import { isCloudBees } from "../../../provider/jenkins/features.ts";
import { type Check, none, ok, toProblem } from "../check.ts";

/** Whether tokens stay, or are removed because an operations center manages the users. */
export const cloudBees: Check = {
  title: () => "CloudBees role",
  needs: ["version", "login", "crumb"],
  async probe({ client }) {
    if (!isCloudBees(client.seenVersion() ?? "")) return none("not a CloudBees product");
    const role = await cloudBeesRole(client);
    switch (role) {
      case "independent":
        return ok("a controller with users of its own", role);
      case "operationsCenter":
        return ok("operations center", role);
      case "connectedController":
        return { ...toProblem(new JenkinsError("connectedController", { url: client.url })), value: role };
      case "unknown":
        return none(
          message`not known: '${client.login}' may not see it`,
          role,
          "If the users come from an operations center, create the token there: this controller removes it when its user logs out.",
        );
    }
  },
};
