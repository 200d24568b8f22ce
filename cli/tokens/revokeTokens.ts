import { JenkinsError } from "../../provider/errors/jenkinsError.ts";
import { createMutationLock } from "../../provider/methods/mutationLock.ts";
import { createMutationQueue } from "../../provider/methods/mutationQueue.ts";
import type { HeldToken } from "../../provider/methods/tokenMethod.ts";
import { createTokenMethods, type TokenMethods } from "../../provider/methods/tokenMethods.ts";
import type { OwnedToken } from "./model/ownedToken.ts";
import { type Problem, toTokenProblem } from "./problem.ts";
import type { TokenSource } from "./readTokens.ts";

/** What became of a token that was to be revoked. */
export interface Revocation<Token extends OwnedToken = OwnedToken> {
  readonly token: Token;
  /** Undefined where its owner's list shows that it is revoked. */
  readonly problem: Problem | undefined;
}

/**
 * Revokes tokens, owner by owner, and verifies them by a list of the owner that was requested after the last revoke. After Ctrl-C no
 * further token is revoked; what has begun is finished.
 */
export async function* revokeTokens<Token extends OwnedToken>(
  { client, lists }: TokenSource,
  tokens: readonly Token[],
  signal: AbortSignal,
): AsyncGenerator<Revocation<Token>> {
  const methods = createTokenMethods({ mutations: createMutationQueue(createMutationLock()), lists });
  for (const owner of new Set(tokens.map((token) => token.owner))) {
    if (signal.aborted) return;
    const requested: { token: Token; failure: JenkinsError | undefined }[] = [];
    for (const token of tokens.filter((candidate) => candidate.owner === owner)) {
      if (signal.aborted) break;
      requested.push({ token, failure: await revoke(methods, client, token) });
    }
    const listed = await readAfter({ client, lists }, owner);
    for (const { token, failure } of requested) {
      const isThere = Array.isArray(listed) ? listed.includes(token.tokenUuid) : undefined;
      yield { token, problem: toProblem(token, failure, isThere) };
    }
  }
}

async function revoke(
  methods: TokenMethods,
  client: TokenSource["client"],
  { owner, tokenUuid }: OwnedToken,
): Promise<JenkinsError | undefined> {
  const token: HeldToken = { username: owner, tokenUuid };
  try {
    await methods.revoke(client, token).catch((error: unknown) => {
      // A proxy that refuses the path of the user lets the script console through.
      if (!isBlocked(error)) throw error;
      return methods.revoke(client, { ...token, method: "scriptConsole" });
    });
    return undefined;
  } catch (error) {
    if (error instanceof JenkinsError) return error;
    throw error;
  }
}

function isBlocked(error: unknown): boolean {
  return error instanceof JenkinsError && (error.code === "userIdBlocked" || error.code === "gatewayRefused");
}

/** The UUIDs that are left of an owner; undefined where the list can't be seen. */
async function readAfter({ client, lists }: TokenSource, owner: string): Promise<string[] | undefined> {
  try {
    const list = await lists.tokensOf(client, { username: owner });
    return list.seen ? list.tokens.map(({ tokenUuid }) => tokenUuid) : undefined;
  } catch (error) {
    if (error instanceof JenkinsError) return undefined;
    throw error;
  }
}

function toProblem(
  { owner, tokenUuid }: OwnedToken,
  failure: JenkinsError | undefined,
  isThere: boolean | undefined,
): Problem | undefined {
  if (isThere === false) return undefined;
  if (failure) return toTokenProblem(tokenUuid, failure);
  const reason = isThere
    ? `Jenkins still lists the token ${tokenUuid} of '${owner}' after it was revoked.`
    : `Jenkins took the request to revoke the token ${tokenUuid} of '${owner}', but its list can't be seen, so this is not verified.`;
  return { subject: tokenUuid, reason };
}
