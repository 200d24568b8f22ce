import { type Feature, sinceWhen, supports } from "../../../provider/jenkins/features.ts";
import { type Check, none, ok, problem } from "../check.ts";

/** Whether tokens can expire. */
export const expiry: Check = toCheck(
  "Expiry",
  "expiry",
  "Leave expiresInDays and expiresOn out (rotateAfterDays works everywhere), or update the controller.",
);

/** Whether tokens can have a chosen value. */
export const fixedValue: Check = toCheck(
  "Fixed value",
  "fixedValue",
  "Leave fixedValue out, or update the controller.",
);

/** Whether the controller has a feature that came with a version of Jenkins; `without` is what to do where it hasn't. */
function toCheck(title: string, feature: Feature, without: string): Check {
  return {
    title: () => title,
    needs: ["version"],
    async probe({ client }) {
      const isSupported = await supports(client, feature);
      if (isSupported === "unknown") return none("unknown: the controller hides its version");
      if (isSupported) return ok("supported");
      return problem(`not supported: it came with ${sinceWhen(feature)}`, without, false);
    },
  };
}
