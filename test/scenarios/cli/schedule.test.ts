import { describe } from "vitest";
import { onSchedule } from "../rows/schedule.ts";
import { liveOverCli } from "../support/lifeOverCli.ts";

describe("over the CLI, a rotation on schedule", () => {
  liveOverCli(onSchedule);
});
