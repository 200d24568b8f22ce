import { JenkinsError } from "../../../provider/errors/jenkinsError.ts";
import { type Check, ok } from "../check.ts";

/** Whether anything responds, and how fast. */
export const reachable: Check = {
  title: () => "Reachable",
  needs: [],
  async probe({ requestLogin }) {
    const { milliseconds, response } = await requestLogin();
    if (response instanceof JenkinsError && isOutOfReach(response)) throw response;
    return ok(`responds in ${milliseconds} ms`, milliseconds);
  },
};

/** Whether there was no response at all. A wrong response is for the checks that follow. */
function isOutOfReach({ code }: JenkinsError): boolean {
  return code.startsWith("proxy") || outOfReach.has(code);
}

const outOfReach: ReadonlySet<string> = new Set([
  "unreachable",
  "unknownHost",
  "timedOut",
  "connectionBroken",
]);

/** Whether an error is about TLS: a server responds then, but is not trusted. */
export function isTlsError({ code }: JenkinsError): boolean {
  return code.startsWith("tls");
}
