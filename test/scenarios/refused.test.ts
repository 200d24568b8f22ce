import { describe } from "vitest";
import { behindHardenedFront, ofGoodTokens } from "./declared/refused.ts";
import { runInFrontEnds } from "./support/frontEnds.ts";

describe("a good token", () => {
  runInFrontEnds(ofGoodTokens);
});

describe("a front that hides X-Jenkins", () => {
  runInFrontEnds(behindHardenedFront);
});
