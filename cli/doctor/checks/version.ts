import { isCloudBees } from "../../../provider/jenkins/features.ts";
import { type Check, none, ok } from "../check.ts";

/** Which Jenkins it is. */
export const version: Check = {
  title: () => "Version",
  needs: ["jenkins"],
  look({ client }) {
    const number = client.seenVersion();
    return number === undefined ? none("not told") : ok(`${productOf(number)} ${number}`, number);
  },
};

function productOf(number: string): string {
  if (isCloudBees(number)) return "CloudBees CI";
  return number.split(".").length === 3 ? "Jenkins LTS" : "Jenkins";
}
