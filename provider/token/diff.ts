import { isDeepStrictEqual } from "node:util";
import { JenkinsError } from "../errors/jenkinsError.ts";
import { message, own } from "../errors/message.ts";
import { isSameUser } from "../jenkins/client/credentials.ts";
import { isSameUserAt } from "../jenkins/sameUser.ts";
import type { Context } from "./context.ts";
import { type Change, toChange } from "./model/changes.ts";
import { expiryWarning, isExpired } from "./model/expiry.ts";
import type { Properties } from "./model/properties.ts";
import { previousDueReason, rotationReasons, scheduleOf } from "./model/rotationReasons.ts";
import type { State } from "./model/state.ts";
import { findAtNewUrl, hindranceOf } from "./steps/movedController.ts";
import { findToken } from "./steps/presence.ts";
import { type Target, targetOf } from "./target.ts";

/**
 * What an up would change. Name, connection and settings change in place; another owner, controller or adopted token takes
 * a new resource. So does a rotation, unless `overlapDays` keeps the old token: then the resource is updated in place.
 *
 * The engine calls this in a refresh, too, for what it shows: without a check before, since no program runs. Then nothing is
 * requested, reported or refused: the refresh has read the token.
 */
export async function diff(
  context: Context,
  resource: string,
  state: State,
  news: Properties,
): Promise<readonly Change[]> {
  const now = context.now();
  const rotations = rotationReasons(state, news, now);
  const isOverlapping = news.overlapDays !== undefined;
  const isDeclared = context.registry.isDeclared(resource);
  const target = isDeclared ? targetOf(context, news) : undefined;
  const moved = target && (await findMove(context, target, state));
  const lost = isExpired(state, now)
    ? toChange("expiresOn", {
        old: state.expiresOn,
        next: "",
        replaces: true,
        reason: `it expired on ${state.expiresOn}`,
      })
    : target && moved === undefined
      ? await findLoss(context, resource, target, state, news)
      : undefined;
  if (isDeclared && lost?.replaces) refuseLostAdoption(state, news, lost);
  const changes = [
    ...(await findOwnerChange(target, state, news)),
    ...adoptionChange(state, news),
    ...(moved ? [moved] : []),
    ...(lost ? [lost] : []),
    ...rotations.map((change) => ({ ...change, replaces: !isOverlapping })),
    ...previousChange(state, news, now),
    ...settingChanges(state, news),
  ];
  const isReplaced = changes.some(({ replaces }) => replaces);
  context.registry.observe(
    resource,
    state,
    isReplaced ? { keepsOwner: moved?.replaces !== true } : undefined,
  );
  if (!isDeclared) return changes.map(({ reason: _, ...change }) => change);
  const warning =
    isReplaced || rotations.length > 0 ? undefined : expiryWarning(scheduleOf(state, news), now);
  if (warning)
    context.warn(
      message`The token '${state.tokenName}' of '${state.username}' ${own(`${warning}. ${expiryAdvice}`)}`,
      resource,
    );
  return changes;
}

const expiryAdvice =
  "Set `rotateAfterDays` (or `rotateBeforeExpiryDays` beside `expiresInDays`), or bump `version` before that day.";

/** A user ID in another case is another user only where the controller's realm says so. */
async function findOwnerChange(
  target: Target | undefined,
  { username }: State,
  { username: next }: Properties,
): Promise<Change[]> {
  if (typeof next !== "string" || next === username) return [];
  const isSame =
    isSameUser(username, next) && (!target || (await isSameUserAt(await target.client(), username, next)));
  return isSame ? [] : [toChange("username", { old: username, next, replaces: true })];
}

/** An adoption that is already this token, or was before it was rotated, changes nothing. */
function adoptionChange({ adopt, tokenUuid }: State, { adopt: next }: Properties): Change[] {
  const wanted = typeof next === "object" && next && "tokenUuid" in next ? next.tokenUuid : undefined;
  if (wanted === undefined || wanted === adopt?.tokenUuid || wanted === tokenUuid) return [];
  return [toChange("adopt", { old: adopt, next, replaces: true })];
}

/**
 * Whether the connection leads to another URL, and whether that is another controller. Where that cannot be known without
 * sending the token there, the update in place finds out.
 *
 * @throws JenkinsError where the new URL cannot be reached: then nothing is replaced
 */
async function findMove(
  context: Context,
  { url, client }: Target,
  state: State,
): Promise<Change | undefined> {
  if (url === undefined || url === state.url) return undefined;
  const found = await findAtNewUrl(context, await client(), state);
  const hindrance = hindranceOf(found);
  if (hindrance) throw hindrance;
  const reason =
    found.kind === "listed"
      ? `the controller is at ${url} now, which lists the token`
      : found.kind === "notListed"
        ? `${url} is another controller than ${state.url}: ${found.reason}`
        : `the connection leads to ${url} instead of ${state.url}; the update checks whether the token is there`;
  return toChange("url", { old: state.url, next: url, replaces: found.kind === "notListed", reason });
}

/**
 * Whether the token is missing, or still to be verified; checked where the program or the state requires it. What is not
 * known is no reason to rotate: a controller that is down comes back.
 */
async function findLoss(
  context: Context,
  resource: string,
  { client }: Target,
  state: State,
  { verifyOn }: Properties,
): Promise<Change | undefined> {
  if (!state.needsVerification && verifyOn !== "up") return undefined;
  const { tokenName, username, tokenUuid } = state;
  const change = (replaces: boolean, reason: string) =>
    toChange("tokenUuid", { old: tokenUuid, next: tokenUuid, replaces, reason });
  const { kind, reason = "" } = await findToken(context, await client(), state);
  if (kind === "missing") return change(true, reason || "it was revoked outside Pulumi");
  if (kind === "expired") return change(true, "it has expired");
  if (kind === "unknown")
    context.warn(
      message`The token '${tokenName}' of '${username}' could not be verified: ${reason}`,
      resource,
    );
  return state.needsVerification ? change(false, "it was not verified when it was created") : undefined;
}

/** A token that was adopted cannot be created again by itself: the program still names the one that is lost. */
function refuseLostAdoption(
  { tokenUuid, username }: State,
  { adopt }: Properties,
  { reason = "" }: Change,
): void {
  const isAdopted =
    typeof adopt === "object" && adopt && "tokenUuid" in adopt && adopt.tokenUuid === tokenUuid;
  if (isAdopted) throw new JenkinsError("adoptLost", { username, tokenUuid, reason: own(reason) });
}

function previousChange(state: State, news: Properties, now: Date): Change[] {
  const reason = previousDueReason(state, news, now);
  if (reason === undefined) return [];
  return [
    toChange("previousTokenUuid", {
      old: state.previousTokenUuid,
      next: undefined,
      reason: `the previous token is due to be revoked: ${reason}`,
    }),
  ];
}

/** Inputs that are taken over without a new token; `method` counts when the next one is created, and changes nothing now. */
const settings = [
  "rotateAfterDays",
  "rotateBeforeExpiryDays",
  "overlapDays",
  "verifyOn",
  "allowConnectedController",
  "controller",
  "connection",
];

function settingChanges(state: State, news: Properties): Change[] {
  // A token without a name in the program keeps the one it has.
  const names = news.tokenName === undefined ? settings : ["tokenName", ...settings];
  return names
    .filter((name) => !isDeepStrictEqual(state[name], news[name]))
    .map((name) => toChange(name, { old: state[name], next: news[name] }));
}
