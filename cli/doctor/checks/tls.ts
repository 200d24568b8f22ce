import { risksOf } from "../../../provider/connection/risks.ts";
import { JenkinsError } from "../../../provider/errors/jenkinsError.ts";
import { type Check, none, ok } from "../check.ts";
import { isTlsError } from "./reachable.ts";

/** Whether the connection is encrypted and the certificate verified. */
export const tls: Check = {
  title: () => "TLS",
  needs: ["reachable"],
  async probe({ connection, requestLogin }) {
    const { response } = await requestLogin();
    if (response instanceof JenkinsError && isTlsError(response)) throw response;
    const isUsed = new URL(connection.url).protocol === "https:";
    const [risk] = risksOf(connection);
    if (risk !== undefined) return none(risk, isUsed ? "unverified" : "off");
    return isUsed
      ? ok("the certificate is trusted", "trusted")
      : none("not used; Jenkins is on this machine", "off");
  },
};
