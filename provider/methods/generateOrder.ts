import type { TokenOrder } from "../jenkins/apiTokenProperty.ts";
import type { JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import type { TokenMethod } from "./tokenMethod.ts";

/** A token to be made, by whom, how, and by which clock. */
export interface GenerateOrder extends TokenOrder {
  readonly method: TokenMethod;
  readonly client: JenkinsClient;
  readonly now: () => Date;
}
