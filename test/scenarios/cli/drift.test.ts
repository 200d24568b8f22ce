import { describe } from "vitest";
import { foundByRefresh, foundByUp } from "../rows/drift.ts";
import { liveOverCli } from "../support/lifeOverCli.ts";

describe("over the CLI, a refresh", () => {
  liveOverCli(foundByRefresh);
});

describe("over the CLI, verified on up, a token", () => {
  liveOverCli(foundByUp);
});
