import { message, own } from "../../errors/message.ts";
import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";
import { findLoginToken } from "../../jenkins/loginToken.ts";
import type { Context } from "../context.ts";
import { expiresSoon } from "../model/expiry.ts";

/** Logins that this process has looked after: once is enough for all their tokens. */
const watched = new WeakSet<JenkinsClient>();

/** Warns when the API token that the provider logs in with expires soon. One list per process, and mostly one that is there already. */
export async function watchLogin({ lists, now, warn }: Context, client: JenkinsClient): Promise<void> {
  if (!client.usesApiToken || client.usesLegacyToken || watched.has(client)) return;
  watched.add(client);
  const token = await findLoginToken(lists, client, (each) => expiresSoon(each, now()) !== undefined);
  if (token)
    warn(
      message`The API token '${token.tokenName}', with which the provider logs in as '${client.login}', ${own(
        `expires on ${token.expiresOn} (${expiresSoon(token, now())}). Create another one in the web UI and put it into the ` +
          "configuration before that day.",
      )}`,
    );
}
