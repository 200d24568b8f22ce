import { describe } from "vitest";
import { ofToken } from "./rows/token.ts";
import { liveInFrontEnds } from "./support/frontEnds.ts";

describe("a token", () => {
  liveInFrontEnds(ofToken);
});
