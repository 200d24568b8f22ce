import { faultMatrix } from "../support/lifeFaults/faultMatrix.ts";
import { forOthers } from "../support/lifeFaults/logins.ts";

faultMatrix("faults of tokens for others", forOthers);
