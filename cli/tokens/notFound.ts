import type { JenkinsClient } from "../../provider/jenkins/client/jenkinsClient.ts";
import type { Problem } from "./problem.ts";
import type { OwnerFlags } from "./readTokens.ts";

/** A UUID that none of the tokens has that were read. */
export function toNotFound(
  { login }: JenkinsClient,
  { for: users, all }: OwnerFlags,
  tokenUuid: string,
): Problem {
  const owners = all ? "the users" : (users ?? [login]).map((user) => `'${user}'`).join(", ");
  return {
    subject: tokenUuid,
    reason: `There is no token ${tokenUuid} among those of ${owners}.`,
    ...(all
      ? {}
      : { hint: "If it is another user's, add --for with that user, or --all as an administrator." }),
  };
}
