import type { TokenOrder } from "../jenkins/apiTokenProperty.ts";
import type { JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import type { ListedToken } from "../jenkins/listedToken.ts";
import type { TokenMethod } from "./tokenMethod.ts";

/** A token to be created, by whom, how, and by which clock. */
export interface GenerateOrder extends TokenOrder {
  readonly method: TokenMethod;
  readonly client: JenkinsClient;
  readonly now: () => Date;
  /** The user's tokens as they are now; undefined where they can't be seen. */
  readonly list: () => Promise<readonly ListedToken[] | undefined>;
}
