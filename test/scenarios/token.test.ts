import { describe } from "vitest";
import { ofToken } from "./declared/token.ts";
import { runInFrontEnds } from "./support/frontEnds.ts";

describe("a token", () => {
  runInFrontEnds(ofToken);
});
