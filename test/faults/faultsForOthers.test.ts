import { faultMatrix } from "./faultMatrix.ts";
import { forOthers } from "./logins.ts";

faultMatrix("faults of tokens for others", forOthers);
