import { message, own } from "../../../provider/errors/message.ts";
import { isCloudBees } from "../../../provider/jenkins/features.ts";
import { type Check, none, ok } from "../check.ts";

/** Which Jenkins it is. */
export const version: Check = {
  title: () => "Version",
  needs: ["jenkins"],
  probe({ client }) {
    const number = client.seenVersion();
    return number === undefined
      ? none("hidden by the controller")
      : ok(message`${own(productOf(number))} ${number}`, number);
  },
};

function productOf(number: string): string {
  if (isCloudBees(number)) return "CloudBees CI";
  return number.split(".").length === 3 ? "Jenkins LTS" : "Jenkins";
}
