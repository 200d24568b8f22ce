import { JenkinsError } from "../../errors/jenkinsError.ts";
import { message, own } from "../../errors/message.ts";
import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";
import { type CloudBeesRole, cloudBeesRole } from "../../jenkins/cloudBees.ts";
import type { Context } from "../context.ts";

const roles = new WeakMap<JenkinsClient, Promise<CloudBeesRole>>();

/** Logins that have been warned of a role that they may not see: once is enough for all their tokens. */
const warned = new WeakSet<JenkinsClient>();

/** The role of the client's controller, requested once. */
function roleOf(client: JenkinsClient): Promise<CloudBeesRole> {
  const role = roles.get(client) ?? cloudBeesRole(client);
  roles.set(client, role);
  role.catch(() => roles.delete(client)); // the next one asks again
  return role;
}

/**
 * Refuses to create or adopt a token where it would silently be removed, and warns where that is unknown.
 *
 * @throws JenkinsError `connectedController`
 */
export async function refuseConnectedController(
  { warn }: Context,
  client: JenkinsClient,
  isAllowed: boolean,
): Promise<void> {
  if (isAllowed) return;
  const { url, login } = client;
  const role = await roleOf(client);
  if (role === "connectedController") throw new JenkinsError("connectedController", { url });
  if (role === "unknown" && !warned.has(client)) {
    warned.add(client);
    warn(
      message`${own(url)} is a CloudBees controller, and '${login}' may not see ${own(
        "whether it takes its users from an operations center. If it does, Jenkins removes the token when its user logs " +
          "out: then create it at the operations center.",
      )}`,
    );
  }
}

/** Why a token that nobody has revoked is most likely missing, where the controller's role may be the reason. */
export async function whyRemoved(client: JenkinsClient): Promise<string | undefined> {
  const role = await roleOf(client);
  if (role === "connectedController") {
    return (
      "This is a CloudBees controller that takes its users from an operations center: most likely Jenkins removed the token " +
      "when the user logged out. Create it at the operations center."
    );
  }
  if (role !== "unknown") return undefined;
  return (
    "This is a CloudBees controller. If it takes its users from an operations center, most likely Jenkins removed the " +
    "token when the user logged out: then create it at the operations center."
  );
}
