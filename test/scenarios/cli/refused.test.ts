import { describe } from "vitest";
import { behindHardenedFront, ofGoodTokens } from "../declared/refused.ts";
import { runOverCli } from "../support/overCli.ts";

describe("over the CLI, a good token", () => {
  runOverCli(ofGoodTokens);
});

describe("over the CLI, a front that hides X-Jenkins", () => {
  runOverCli(behindHardenedFront);
});
