import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The files that a program has loaded once it has loaded a module. */
async function filesOf(module: string): Promise<string[]> {
  const program = `require(${JSON.stringify(module)}); console.log(JSON.stringify(Object.keys(require.cache)))`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", "-e", program], {
    cwd: root,
  });
  const files = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as string[];
  return files.map((file) => file.slice(root.length).replaceAll("\\", "/"));
}

describe("a program that declares tokens", () => {
  it("loads the resource, the text of its provider and the warnings of the configuration, and none of what talks to Jenkins", async () => {
    const [pulumi, all] = await Promise.all([filesOf("@pulumi/pulumi"), filesOf("pulumi-jenkins-api-token")]);
    expect(all.filter((file) => !pulumi.includes(file)).toSorted()).toEqual([
      "dist/provider/connection/configPath.js",
      "dist/provider/connection/configWarnings.js",
      "dist/provider/connection/didYouMean.js",
      "dist/provider/connection/shownName.js",
      "dist/provider/dynamic/configurationWarnings.js",
      "dist/provider/dynamic/dynamicProvider.js",
      "dist/provider/dynamic/jenkinsApiToken.js",
      "dist/provider/dynamic/options.js",
      "dist/provider/dynamic/triggers.js",
      "dist/provider/errors/plainText.js",
      "dist/provider/index.js",
      "dist/provider/nodeVersion.js",
      "dist/provider/requireNode.js",
      "dist/provider/token/model/shownNames.js",
    ]);
    expect(all.filter((file) => /node_modules\/(undici|zod|tough-cookie)\//.test(file))).toEqual([]);
  });

  it("can load what Pulumi calls, by name", async () => {
    expect(await filesOf("pulumi-jenkins-api-token/lifecycle")).toContain(
      "dist/provider/dynamic/lifecycle.js",
    );
  });
});
