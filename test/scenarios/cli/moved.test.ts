import { describe } from "vitest";
import { ofMovedController } from "../declared/moved.ts";
import { runOverCli } from "../support/overCli.ts";

describe("over the CLI, a controller that has moved", () => {
  runOverCli(ofMovedController);
});
