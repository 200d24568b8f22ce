import { describe } from "vitest";
import { foundByRefresh, foundByUp } from "../declared/drift.ts";
import { runOverCli } from "../support/overCli.ts";

describe("over the CLI, a refresh", () => {
  runOverCli(foundByRefresh);
});

describe("over the CLI, verified on up, a token", () => {
  runOverCli(foundByUp);
});
