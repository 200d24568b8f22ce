import { JenkinsError } from "../../errors/jenkinsError.ts";
import { message, own } from "../../errors/message.ts";
import type { Context } from "../context.ts";
import type { State } from "../model/state.ts";
import { type RevocableToken, revokeAsItself } from "./revokeAndVerify.ts";

/**
 * Revokes a token at the controller that created it, when the connection leads to another one now. Today's login is none of
 * that controller's business, so the token revokes itself. Where the controller is no longer, a warning reports what may
 * be left there.
 */
export async function revokeAtFormerUrl(
  context: Context,
  resource: string,
  state: State,
  token: RevocableToken,
): Promise<void> {
  const { url, tokenName } = state;
  const { username, tokenUuid } = token;
  try {
    await revokeAsItself(context, url, state, token);
  } catch (error) {
    if (!(error instanceof JenkinsError && error.means === "absent")) throw error;
    context.warn(
      message`The token '${tokenName}' of '${username}' was created at ${own(url)}, which no longer responds: ${error} If that controller still exists, revoke ${tokenUuid} on the user's security page there.`,
      resource,
    );
  }
}
