import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { nodeProblem } from "../../../provider/nodeVersion.ts";

it.each(["20.20.2", "22.9.0", "22.18.99", "18.0.0"])(
  "Node.js %s is too old, and the text says so",
  (version) => {
    expect(nodeProblem(version)).toBe(
      `pulumi-jenkins-api-token needs Node.js 22.19.0 or newer; this is ${version}.`,
    );
  },
);

it.each(["22.19.0", "22.20.1", "24.0.0", "26.1.0", "100.0.0"])("Node.js %s is new enough", (version) => {
  expect(nodeProblem(version)).toBeUndefined();
});

it("is the version that package.json asks for", () => {
  const { engines } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
  const [wanted] = /\d+\.\d+/.exec(engines.node) ?? [];
  expect(nodeProblem("0.0.0")).toContain(`Node.js ${wanted}.0 or newer`);
});
