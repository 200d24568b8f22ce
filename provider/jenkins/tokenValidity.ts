import { isSameUser } from "./client/credentials.ts";
import type { JenkinsClient } from "./client/jenkinsClient.ts";
import { requireUp } from "./controller.ts";
import { type Identity, whoIs } from "./whoAmI.ts";

/** What Jenkins says of a token: it works, works for somebody else, or doesn't work. */
export type Validity =
  | { readonly kind: "valid" }
  | { readonly kind: "otherOwner"; readonly owner: string }
  | { readonly kind: "invalid" };

/**
 * Asks Jenkins, with the token itself, whether it works for `username`.
 *
 * A 401 counts only twice and from a controller that is up: a booting one refuses good tokens.
 *
 * @throws JenkinsError when it can't be told, `starting` and `refusalUnverified` among others.
 */
export async function checkToken(
  client: JenkinsClient,
  username: string,
  tokenValue: string,
): Promise<Validity> {
  const token = { username, apiToken: tokenValue };
  const first = await whoIs(client, token);
  if (first.kind !== "refused") return toValidity(first, username);
  await requireUp(client);
  return toValidity(await whoIs(client, token), username);
}

/** Asks once: enough where the controller has just shown that it is up. */
export async function checkTokenOnce(
  client: JenkinsClient,
  username: string,
  tokenValue: string,
): Promise<Validity> {
  return toValidity(await whoIs(client, { username, apiToken: tokenValue }), username);
}

function toValidity(identity: Identity, username: string): Validity {
  switch (identity.kind) {
    case "refused":
      return { kind: "invalid" };
    case "anonymous":
      return { kind: "otherOwner", owner: "anonymous" };
    case "user":
      return isSameUser(identity.name, username)
        ? { kind: "valid" }
        : { kind: "otherOwner", owner: identity.name };
  }
}
