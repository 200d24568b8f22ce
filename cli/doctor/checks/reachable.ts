import { JenkinsError } from "../../../provider/errors/jenkinsError.ts";
import { type Check, ok } from "../check.ts";

/** Whether anything answers, and how fast. */
export const reachable: Check = {
  title: () => "Reachable",
  needs: [],
  async look({ greet }) {
    const { milliseconds, answer } = await greet();
    if (answer instanceof JenkinsError && isOutOfReach(answer)) throw answer;
    return ok(`answers in ${milliseconds} ms`, milliseconds);
  },
};

/** Whether nobody answered at all. Whoever answers wrongly is for the checks that follow. */
function isOutOfReach({ code }: JenkinsError): boolean {
  return code.startsWith("proxy") || outOfReach.has(code);
}

const outOfReach: ReadonlySet<string> = new Set([
  "unreachable",
  "unknownHost",
  "timedOut",
  "connectionBroken",
]);

/** Whether an error is about TLS: something answers then, though nobody may trust it. */
export function isTlsError({ code }: JenkinsError): boolean {
  return code.startsWith("tls");
}
