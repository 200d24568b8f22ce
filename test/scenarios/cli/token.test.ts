import { describe } from "vitest";
import { ofToken } from "../declared/token.ts";
import { runOverCli } from "../support/overCli.ts";

describe("over the CLI, a token", () => {
  runOverCli(ofToken);
});
