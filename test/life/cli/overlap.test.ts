import { describe } from "vitest";
import { liveOverCli } from "../../support/lifeOverCli.ts";
import { withOverlap } from "../rows/overlap.ts";

describe("over the CLI, a rotation with overlap", () => {
  liveOverCli(withOverlap);
});
