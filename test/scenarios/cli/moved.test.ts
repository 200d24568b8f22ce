import { describe } from "vitest";
import { ofMovedController } from "../rows/moved.ts";
import { liveOverCli } from "../support/lifeOverCli.ts";

describe("over the CLI, a controller that has moved", () => {
  liveOverCli(ofMovedController);
});
