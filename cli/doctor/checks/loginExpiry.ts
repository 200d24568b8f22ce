import { message } from "../../../provider/errors/message.ts";
import { findLoginToken } from "../../../provider/jenkins/loginToken.ts";
import { readTokenListPage } from "../../../provider/jenkins/tokenListPage.ts";
import { createTokenLists } from "../../../provider/jenkins/tokenLists.ts";
import { expiresSoon } from "../../../provider/token/model/expiry.ts";
import { type Check, none, ok, problem } from "../check.ts";

/** When the API token of the login expires: since 2.548, one that the web UI creates does after 30 days by default. */
export const loginExpiry: Check = {
  title: () => "Login expires",
  needs: ["login"],
  async probe({ client, now }) {
    if (!client.usesApiToken) return none("not known of a password");
    if (client.usesLegacyToken) return ok("never", "never");
    // The page alone: the doctor runs no script for this.
    const lists = createTokenLists((each, { username }) => readTokenListPage(each, username));
    const token = await findLoginToken(lists, client);
    if (!token) return none("not known: the user's page does not show which token this is");
    const { tokenName, expiresOn } = token;
    if (expiresOn === undefined) return ok("never", "never");
    const soon = expiresSoon(token, now());
    if (soon === undefined) return ok(`on ${expiresOn}`, expiresOn);
    return problem(
      `on ${expiresOn} (${soon})`,
      message`Create another API token in the web UI and put it into the configuration before that day. This one is named '${tokenName}'.`,
      expiresOn,
    );
  },
};
