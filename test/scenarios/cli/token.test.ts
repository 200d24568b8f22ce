import { describe } from "vitest";
import { ofToken } from "../rows/token.ts";
import { liveOverCli } from "../support/lifeOverCli.ts";

describe("over the CLI, a token", () => {
  liveOverCli(ofToken);
});
