import { faultMatrix } from "../support/lifeFaults/faultMatrix.ts";
import { forOneself } from "../support/lifeFaults/logins.ts";

faultMatrix("faults of tokens for oneself", forOneself);
