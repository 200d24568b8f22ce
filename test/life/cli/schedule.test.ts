import { describe } from "vitest";
import { liveOverCli } from "../../support/lifeOverCli.ts";
import { onSchedule } from "../rows/schedule.ts";

describe("over the CLI, a rotation on schedule", () => {
  liveOverCli(onSchedule);
});
