import { describe } from "vitest";
import { liveOverCli } from "../../support/lifeOverCli.ts";
import { ofToken } from "../rows/token.ts";

describe("over the CLI, a token", () => {
  liveOverCli(ofToken);
});
