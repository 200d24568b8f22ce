import { describe } from "vitest";
import { withOverlap } from "../rows/overlap.ts";
import { liveOverCli } from "../support/lifeOverCli.ts";

describe("over the CLI, a rotation with overlap", () => {
  liveOverCli(withOverlap);
});
