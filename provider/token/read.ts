import { joined, message, own } from "../errors/message.ts";
import type { Shown } from "../errors/shown.ts";
import { userPath } from "../jenkins/apiTokenProperty.ts";
import type { JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import type { ListedToken } from "../jenkins/listedToken.ts";
import { isLegacyUuid } from "../methods/legacy.ts";
import type { Context } from "./context.ts";
import { isExpired } from "./model/expiry.ts";
import { type Properties, withoutUndefined } from "./model/properties.ts";
import type { State } from "./model/state.ts";
import { watchLogin } from "./steps/loginExpiry.ts";
import { findAtNewUrl } from "./steps/movedController.ts";
import { type Finding, findToken } from "./steps/presence.ts";

/**
 * Compares the state with Jenkins. A token that is missing is dropped, and the next up creates one; a token of which it is
 * not known, or that has expired, stays. A name or an expiry changed in the web UI comes back as Jenkins lists it.
 */
export async function read(
  context: Context,
  resource: string,
  state: State,
): Promise<{ readonly outputs: Properties } | "missing"> {
  if (state.verifyOn === "never") return { outputs: state };
  const client = await context.connect(state);
  if (client.url !== state.url && !(await isListedAtNewUrl(context, resource, client, state)))
    return { outputs: state };
  const presence = await findToken(context, client, state);
  report(context, resource, state, presence);
  await watchLogin(context, client);
  const { kind, listed } = presence;
  if (kind === "missing" && !keepsPrevious(state)) return "missing";
  const known = toKnown(state, listed, client);
  // Jenkins does not show the day on which an expired token ended: the next up checks it, and replaces it.
  const isForNextUp = kind === "missing" || (kind === "expired" && !isExpired(state, context.now()));
  const needsVerification =
    isForNextUp || (kind === "unknown" && state.needsVerification === true) || undefined;
  return { outputs: withoutUndefined({ ...known, needsVerification }) };
}

function report(
  { warn }: Context,
  resource: string,
  state: State,
  { kind, reason, listed, isLoginRefused }: Finding,
): void {
  const { username, tokenName } = state;
  const token = message`The token '${tokenName}' of '${username}'`;
  if (kind === "unknown")
    warn(
      message`${token} could not be verified: ${reason ?? ""} It is kept in the state. ${isLoginRefused ? wayBack : adviceFor(username)}`,
      resource,
    );
  if (kind === "expired")
    warn(message`${token} has expired. The next \`pulumi up\` revokes it and creates a new one.`, resource);
  if (kind !== "missing") return;
  const isOnItsOwnWord = listed === undefined && !isLegacyUuid(state.tokenUuid);
  const page = own(state.url + userPath(username));
  const parts = [
    isOnItsOwnWord
      ? message`Jenkins refuses it (401), and no list shows it. If ${page}/security/ lists it nonetheless, revoke it there.`
      : undefined,
    reason === undefined ? undefined : own(reason),
    keepsPrevious(state)
      ? own(
          "It stays in the state with the previous one, until the next `pulumi up` creates a new token and revokes the " +
            "previous one.",
        )
      : undefined,
  ].filter((part) => part !== undefined);
  if (parts.length > 0) warn(joined(message`${token} is missing.`, ...parts), resource);
}

/** The login itself is refused; one that is an API token may be lost like the others. */
const wayBack = own(
  "Correct the login. If all tokens are lost, that of the login too, create a new API token in the web UI, put it into the " +
    "configuration, and run `pulumi up`, then `pulumi up --refresh`.",
);

function adviceFor(username: string): Shown {
  return message`To find out, run \`pulumi refresh\` with the login of '${username}' or of an administrator; if '${username}' no longer exists, remove the token with \`pulumi state delete URN\`.`;
}

/** A token that another controller does not list still exists where it was created. */
async function isListedAtNewUrl(
  context: Context,
  resource: string,
  client: JenkinsClient,
  state: State,
): Promise<boolean> {
  const found = await findAtNewUrl(context, client, state);
  if (found.kind === "listed") return true;
  const { username, tokenName, url } = state;
  const seen =
    found.kind === "unseen" ? message`could not be seen there: ${found.reason}` : own("is not listed there.");
  const leads = own(`was created at ${url}. The connection now leads to ${client.url}, and the token`);
  context.warn(
    message`The token '${tokenName}' of '${username}' ${leads} ${seen} It is kept in the state; the next \`pulumi up\` takes care of it.`,
    resource,
  );
  return false;
}

/** Only the state knows the token that an overlap keeps: it must not be dropped together with the current one. */
function keepsPrevious({ previousTokenUuid }: State): boolean {
  return previousTokenUuid !== undefined;
}

/** The state with what the list shows of the token. */
function toKnown(state: State, listed: readonly ListedToken[] | undefined, client: JenkinsClient): State {
  const found = listed?.find(({ tokenUuid }) => tokenUuid === state.tokenUuid);
  const kept = listed && isPreviousMissing(state, listed) ? withoutPrevious(state) : state;
  if (!found) return kept;
  const { tokenName, expiresOn = found.neverExpires ? undefined : state.expiresOn } = found;
  const { controllerIdentity = client.seenIdentity() } = state;
  return { ...kept, tokenName, expiresOn, controllerIdentity };
}

/** Whether somebody has revoked the token that an overlap keeps. A legacy one is listed by another UUID. */
function isPreviousMissing({ previousTokenUuid: uuid }: State, listed: readonly ListedToken[]): boolean {
  return uuid !== undefined && !isLegacyUuid(uuid) && !listed.some(({ tokenUuid }) => tokenUuid === uuid);
}

function withoutPrevious({
  previousTokenUuid: _uuid,
  previousTokenValue: _value,
  previousRevokeOn: _day,
  ...current
}: State): State {
  return current;
}
