import { describe } from "vitest";
import { liveOverCli } from "../../support/lifeOverCli.ts";
import { ofMovedController } from "../rows/moved.ts";

describe("over the CLI, a controller that has moved", () => {
  liveOverCli(ofMovedController);
});
