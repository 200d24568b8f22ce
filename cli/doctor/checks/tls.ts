import { risksOf } from "../../../provider/connection/risks.ts";
import { JenkinsError } from "../../../provider/errors/jenkinsError.ts";
import { type Check, none, ok } from "../check.ts";
import { isTlsError } from "./reachable.ts";

/** Whether nobody on the way can read what is sent. */
export const tls: Check = {
  title: () => "TLS",
  needs: ["reachable"],
  async look({ connection, greet }) {
    const { answer } = await greet();
    if (answer instanceof JenkinsError && isTlsError(answer)) throw answer;
    const isUsed = new URL(connection.url).protocol === "https:";
    const [risk] = risksOf(connection);
    if (risk !== undefined) return none(risk, isUsed ? "unverified" : "off");
    return isUsed
      ? ok("the certificate is trusted", "trusted")
      : none("not used; Jenkins is on this machine", "off");
  },
};
