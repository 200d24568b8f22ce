import type { ListedToken } from "../../../provider/jenkins/listedToken.ts";
import type { Holding } from "../../stacks/holdings.ts";
import type { TokenFlag } from "./tokenFlags.ts";

/** A token with its owner. */
export interface OwnedToken extends ListedToken {
  readonly owner: string;
}

/** A token, and what is known about it. */
export interface DescribedToken extends OwnedToken {
  /** Undefined where no stack was read. */
  readonly heldBy: readonly Holding[] | undefined;
  readonly flags: readonly TokenFlag[];
}
