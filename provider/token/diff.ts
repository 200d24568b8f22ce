import { isDeepStrictEqual } from "node:util";
import type { DiffResult } from "@pulumi/pulumi/dynamic";
import { JenkinsError } from "../errors/catalogue.ts";
import { isSameUser } from "../jenkins/client/credentials.ts";
import { checkToken } from "../jenkins/tokenValidity.ts";
import { isLegacyUuid } from "../methods/legacy.ts";
import type { Context } from "./context.ts";
import { previousDueReason, type RotationReason, rotationReasons } from "./model/rotationReasons.ts";
import { type State, stateSchema } from "./model/state.ts";
import { choiceOf } from "./model/unknown.ts";
import { knowsToken } from "./steps/knowsToken.ts";
import { presenceOf } from "./steps/presence.ts";

type Properties = Readonly<Record<string, unknown>>;

/**
 * Tells apart what is changed in place (name, connection, settings) and what takes a new token. A new token for the same
 * owner is a rotation: a replacement, or with `overlapDays` a change in place that keeps both alive for a while.
 */
export async function diff(context: Context, olds: Properties, news: Properties): Promise<DiffResult> {
  const state = stateSchema.parse(olds);
  context.secrets.add(state.tokenValue, state.username);
  const reasons = rotationReasons(state, news, context.now());
  const previousReason = previousDueReason(state, news, context.now());
  explain(context, state, { reasons, previousReason });
  const isOverlapping = news.overlapDays !== undefined;
  const isElsewhere = await isOnOtherController(context, state, news);
  const replaces = [
    ...(isOtherUser(state, news.username) ? ["username"] : []),
    ...(isOtherAdoption(state, news.adopt) ? ["adopt"] : []),
    ...(isElsewhere ? ["url"] : []),
    ...((await isLost(context, state, news)) ? ["tokenUuid"] : []),
    ...(isOverlapping ? [] : reasons.map(({ property }) => property)),
  ];
  // Another controller may know other users: there it is the one that logs in, as for any new token.
  if (replaces.length > 0 && !isElsewhere) context.rotations.begin(state, news);
  noteOwnership(context, state, { isReplaced: replaces.length > 0, isRotated: reasons.length > 0 });
  const isDue = reasons.length > 0 || previousReason !== undefined || state.needsProof === true;
  const changes = replaces.length > 0 || isDue || isChangedInPlace(context, state, news);
  return { changes, replaces };
}

/** Says what time alone asks for: nobody can read that off the inputs. The engine asks for diffs in a refresh too. */
function explain(
  { warn }: Context,
  { tokenName, username }: State,
  { reasons, previousReason }: { reasons: readonly RotationReason[]; previousReason: string | undefined },
): void {
  const token = `'${tokenName}' of '${username}'`;
  for (const { because } of reasons) {
    if (because) warn(`The token ${token} is due to be rotated: ${because}.`);
  }
  if (previousReason) warn(`The previous token of ${token} is due to be revoked: ${previousReason}.`);
}

/** What this resource has, no other one may adopt or change. */
function noteOwnership(
  { adoptions, legacyOwners }: Context,
  state: State,
  { isReplaced, isRotated }: { isReplaced: boolean; isRotated: boolean },
): void {
  const { tokenUuid, tokenName, adopt } = state;
  for (const uuid of new Set([tokenUuid, adopt?.tokenUuid ?? tokenUuid])) {
    adoptions.note(uuid, { isReplaced, tokenName });
  }
  if (isLegacyUuid(tokenUuid) && !isReplaced && !isRotated) legacyOwners.keep(state, state.tokenValue);
}

/** Inputs that are taken over without a new token; `method` counts when the next one is made, and asks for nothing now. */
const settings = [
  "rotateAfterDays",
  "rotateBeforeExpiryDays",
  "overlapDays",
  "verifyOn",
  "allowConnectedController",
  "controller",
  "connection",
];

function isChangedInPlace(context: Context, state: State, news: Properties): boolean {
  // An adopted token without a name of its own in the program keeps the one it has.
  const isRenamed = news.tokenName !== undefined && state.tokenName !== news.tokenName;
  const isReset = settings.some((name) => !isDeepStrictEqual(state[name], news[name]));
  return isRenamed || isReset || isMoved(context, state, news);
}

function isOtherUser({ username }: State, news: unknown): boolean {
  return typeof news === "string" && !isSameUser(username, news);
}

/** An adoption that is already this token, or was before it was rotated, asks for nothing. */
function isOtherAdoption({ adopt, tokenUuid }: State, news: unknown): boolean {
  const wanted = typeof news === "object" && news && "tokenUuid" in news ? news.tokenUuid : undefined;
  return wanted !== undefined && wanted !== adopt?.tokenUuid && wanted !== tokenUuid;
}

function isMoved(context: Context, { url }: State, news: Properties): boolean {
  const choice = choiceOf(news);
  return choice !== undefined && context.connect(choice).url !== url;
}

/**
 * Whether another URL leads to another controller. If the token works there, only the address changed.
 *
 * @throws JenkinsError when the new URL can't be reached: then nothing is replaced.
 */
async function isOnOtherController(context: Context, state: State, news: Properties): Promise<boolean> {
  const choice = choiceOf(news);
  if (!choice || !isMoved(context, state, news)) return false;
  return !(await knowsToken(context.connect(choice), state));
}

/**
 * Whether the token is gone, or is one that never worked; looked at where the program or the state asks for it. What
 * can't be told is no reason to rotate: a controller that is down comes back.
 */
async function isLost(context: Context, state: State, news: Properties): Promise<boolean> {
  const choice = choiceOf(news);
  if (!choice || isMoved(context, state, news)) return false;
  if (!state.needsProof && news.verifyOn !== "up") return false;
  const client = context.connect(choice);
  try {
    if (!state.needsProof) return (await presenceOf(context, client, state)) === "gone";
    const { kind } = await checkToken(client, state.username, state.tokenValue);
    return kind !== "valid";
  } catch (error) {
    if (!(error instanceof JenkinsError)) throw error;
    context.warn(
      `Whether the token '${state.tokenName}' of '${state.username}' still works can't be told: ${error.summary}`,
    );
    return false;
  }
}
