import { describe } from "vitest";
import { withOverlap } from "../declared/overlap.ts";
import { runOverCli } from "../support/overCli.ts";

describe("over the CLI, a rotation with overlap", () => {
  runOverCli(withOverlap);
});
