import type { JenkinsError } from "../../errors/jenkinsError.ts";
import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";
import { requireJenkins } from "../../jenkins/controller.ts";
import { identifyToken } from "../../jenkins/identifyToken.ts";
import type { UnseenPage } from "../../jenkins/tokenListPage.ts";
import { isLegacyUuid } from "../../methods/legacy.ts";
import type { Context } from "../context.ts";
import type { State } from "../model/state.ts";

/** A token of which it is to be found out whether a controller has it. */
type MovedToken = Pick<State, "username" | "tokenUuid" | "tokenValue" | "controllerIdentity">;

/** What the controller at a new URL knows of a token: by its owner's list there, where the login there may see it. */
export type Whereabouts =
  | { readonly kind: "listed" }
  /** `reason` is a part of a sentence. */
  | { readonly kind: "notListed"; readonly reason: string }
  | ({ readonly kind: "unseen" } & Pick<UnseenPage, "why" | "reason" | "cause">);

/**
 * Looks for a token at the URL that its connection has now. Only the login that is configured for that URL is sent there,
 * never the token: it is not confirmed yet that the token belongs to that host.
 */
export async function findAtNewUrl(
  { lists }: Context,
  client: JenkinsClient,
  { username, tokenUuid, controllerIdentity }: MovedToken,
): Promise<Whereabouts> {
  if (isLegacyUuid(tokenUuid))
    return { kind: "unseen", why: "unreadable", reason: "A legacy token has no UUID in Jenkins." };
  const list = await lists.tokensOf(client, { username });
  if (!list.seen) return { ...list, kind: "unseen" };
  const identity = client.seenIdentity();
  if (identity && controllerIdentity && identity !== controllerIdentity)
    return { kind: "notListed", reason: "it shows another identity" };
  if (list.tokens.some((token) => token.tokenUuid === tokenUuid)) return { kind: "listed" };
  return { kind: "notListed", reason: "it does not list the token" };
}

/** The error that keeps the login from seeing anything at the new URL; undefined where it only may not see the list. */
export function hindranceOf(found: Whereabouts): JenkinsError | undefined {
  if (found.kind !== "unseen") return undefined;
  return found.why === "unavailable" || found.why === "refused" ? found.cause : undefined;
}

/**
 * Whether the controller at the new URL has the token. Where no list shows it, and a Jenkins is there, the token itself is sent.
 *
 * @throws JenkinsError where nothing can be seen there at all
 */
export async function isAtNewUrl(
  context: Context,
  client: JenkinsClient,
  token: MovedToken,
): Promise<boolean> {
  const found = await findAtNewUrl(context, client, token);
  if (found.kind !== "unseen") return found.kind === "listed";
  const hindrance = hindranceOf(found);
  if (hindrance) throw hindrance;
  await requireJenkins(client);
  const identity = await identifyToken(client, context.logins, token);
  if (identity.kind === "unknown" && identity.cause) throw identity.cause;
  return identity.kind === "owner";
}
