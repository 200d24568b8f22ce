import { faultMatrix } from "./faultMatrix.ts";
import { forOneself } from "./logins.ts";

faultMatrix("faults of tokens for oneself", forOneself);
