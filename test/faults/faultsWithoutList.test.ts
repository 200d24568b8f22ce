import { faultMatrix } from "./faultMatrix.ts";
import { withoutList } from "./logins.ts";

faultMatrix("faults where the token list cannot be seen", withoutList);
