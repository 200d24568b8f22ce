import { setTimeout as delay } from "node:timers/promises";
import { expect, it } from "vitest";
import { pluginProject } from "../pulumi/support/pluginProject.ts";
import { createStack } from "../pulumi/support/pulumiStack.ts";
import { actionsOf, startBuild, startJenkins } from "../support/jenkins.ts";
import { declareTokens } from "./declareTokens.ts";
import { sized } from "./size.ts";

const names = ["one", "two", "three", "four", "five"];
/** How long Jenkins takes for each response. */
const responseMs = sized(50, 2000);

it.each(["dynamic", "packaged"] as const)(
  "a controller that takes its time for each response is asked for nothing twice: %s",
  async (frontEnd) => {
    const jenkins = await startJenkins({ responseDelay: () => delay(responseMs) });
    const stack = await createStack({ jenkins, files: pluginProject });
    const count = (action: string) => actionsOf(jenkins).filter((each) => each === action).length;
    for (const version of [1, 2]) {
      await stack.write(declareTokens(frontEnd, names, version));
      await stack.up();
      expect(count("generateNewToken")).toBe(version * names.length);
      expect(count("revoke")).toBe((version - 1) * names.length);
      for (const value of Object.values(await stack.outputs()))
        expect(await startBuild(jenkins.url, "alice", value)).toBe(201);
    }
    await stack.refresh();
    await stack.destroy();
    expect(count("revoke")).toBe(2 * names.length);
    expect(jenkins.tokens("alice")).toEqual([]);
  },
);
