import { describe } from "vitest";
import { onSchedule } from "../declared/schedule.ts";
import { runOverCli } from "../support/overCli.ts";

describe("over the CLI, a rotation on schedule", () => {
  runOverCli(onSchedule);
});
