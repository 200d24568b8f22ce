import type { JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import type { ListedToken } from "../jenkins/listedToken.ts";
import { isLegacyUuid } from "../methods/legacy.ts";
import type { Context } from "./context.ts";
import { isExpired } from "./model/expiry.ts";
import type { Properties } from "./model/properties.ts";
import type { State } from "./model/state.ts";
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
  const unchanged = { outputs: state };
  if (state.verifyOn === "never") return unchanged;
  const client = await context.connect(state);
  if (client.url !== state.url && !(await isAtNewUrl(context, resource, client, state))) return unchanged;
  const presence = await findToken(context, client, state);
  report(context, resource, state, presence);
  const { kind, listed } = presence;
  if (kind === "missing")
    return keepsPrevious(state) ? { outputs: { ...state, needsVerification: true } } : "missing";
  const known = toKnown(state, listed);
  if (kind === "unknown") return { outputs: known };
  const { needsVerification: _, ...verified } = known;
  if (kind === "active" || isExpired(state, context.now())) return { outputs: verified };
  // Jenkins does not show the day on which an expired token ended: the next up checks it, and replaces it.
  return { outputs: { ...verified, needsVerification: true } };
}

function report({ warn }: Context, resource: string, state: State, { kind, reason }: Finding): void {
  const token = `The token '${state.tokenName}' of '${state.username}'`;
  if (kind === "unknown")
    warn(`${token} could not be verified. ${reason} It is kept in the state.`, resource);
  if (kind === "expired")
    warn(`${token} has expired. The next \`pulumi up\` revokes it and creates a new one.`, resource);
  if (kind !== "missing") return;
  const kept = keepsPrevious(state)
    ? " It stays in the state with the previous one, until the next `pulumi up` creates a new token and revokes the previous one."
    : "";
  if (reason !== undefined || kept) warn(`${token} is missing. ${reason ?? ""}${kept}`, resource);
}

/** A token that another controller does not list still exists where it was created. */
async function isAtNewUrl(
  context: Context,
  resource: string,
  client: JenkinsClient,
  state: State,
): Promise<boolean> {
  if ((await findAtNewUrl(context, client, state)) === "listed") return true;
  const { username, tokenName, url } = state;
  context.warn(
    `The token '${tokenName}' of '${username}' was created at ${url}, and the connection now leads to ${client.url}, which ` +
      "does not list it. It is kept in the state; the next `pulumi up` takes care of it.",
    resource,
  );
  return false;
}

/** Only the state knows the token that an overlap keeps: it must not be dropped together with the current one. */
function keepsPrevious({ previousTokenUuid }: State): boolean {
  return previousTokenUuid !== undefined;
}

/** The state with what the list shows of the token. */
function toKnown(state: State, listed: readonly ListedToken[] | undefined): State {
  const found = listed?.find(({ tokenUuid }) => tokenUuid === state.tokenUuid);
  const kept = listed && isPreviousMissing(state, listed) ? withoutPrevious(state) : state;
  return { ...kept, tokenName: found?.tokenName ?? state.tokenName };
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
