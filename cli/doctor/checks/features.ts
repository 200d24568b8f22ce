import { isAtLeast } from "../../../provider/jenkins/features.ts";
import { type Check, ok, problem } from "../check.ts";

/** Whether tokens can expire. */
export const expiry: Check = feature({
  title: "Expiry",
  since: "2.548",
  firstLongTermSupport: "2.555.1",
  without:
    "Leave expiresInDays and expiresOn out (rotateAfterDays works everywhere), or update the controller.",
});

/** Whether tokens can have a chosen value. */
export const fixedValue: Check = feature({
  title: "Fixed value",
  since: "2.260",
  firstLongTermSupport: "2.263.1",
  without: "Leave fixedValue out, or update the controller.",
});

/** Something that came with a version of Jenkins. */
function feature(given: {
  title: string;
  since: string;
  firstLongTermSupport: string;
  without: string;
}): Check {
  const { title, since, firstLongTermSupport, without } = given;
  return {
    title: () => title,
    needs: ["version"],
    look({ client }) {
      if (isAtLeast(client.seenVersion() ?? "", since)) return ok("supported");
      return problem(`not supported: it came with ${since} (LTS ${firstLongTermSupport})`, without, false);
    },
  };
}
