import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { packageVersion } from "../../scripts/plugin/places.ts";
import { createStack } from "../pulumi/support/pulumiStack.ts";
import { startBuild, startJenkins } from "../support/jenkins.ts";

const { folder, files } = inject("release");
const version = packageVersion();
const { leftOut } = inject("languages").YAML;

describe("a release of the packaged provider", () => {
  test("has the plugin for six platforms, under the names that Pulumi downloads", () => {
    const platforms = ["darwin", "linux", "windows"].flatMap((os) => [`${os}-amd64`, `${os}-arm64`]);
    expect(files.filter((name) => name.startsWith("pulumi-resource-")).toSorted()).toEqual(
      platforms.map((platform) => `pulumi-resource-jenkins-v${version}-${platform}.tar.gz`),
    );
  });

  test("has the right checksum of each file, and no other file", async () => {
    const sums = await readFile(join(folder, "SHA256SUMS"), "utf8");
    const names = (await readdir(folder)).filter((name) => name !== "SHA256SUMS").toSorted();
    const lines = names.map(async (name) => {
      const content = await readFile(join(folder, name));
      return `${createHash("sha256").update(content).digest("hex")}  ${name}\n`;
    });
    expect(sums).toBe((await Promise.all(lines)).join(""));
  });

  test.skipIf(leftOut).each([
    ["for this platform", thisPlatform()],
    ["with the bundle for Node.js", "darwin-arm64"],
  ])("has an archive %s that Pulumi installs and runs", async (_, platform) => {
    const jenkins = await startJenkins();
    const plugins = await mkdtemp(join(tmpdir(), "plugins-"));
    onTestFinished(() => rm(plugins, { recursive: true, force: true }));
    const stack = await createStack({ jenkins, plugins, files: { "Pulumi.yaml": program } });
    const archive = join(folder, `pulumi-resource-jenkins-v${version}-${platform}.tar.gz`);

    await stack.pulumi("plugin", "install", "resource", "jenkins", version, "--file", archive);
    expect(await stack.pulumi("plugin", "ls")).toMatch(/jenkins +resource +/);
    expect(await stack.up()).toContain("2 created");
    const { value } = await stack.outputs();
    expect(await startBuild(jenkins.url, "alice", value)).toBe(201);
    expect(await stack.destroy()).toContain("2 deleted");
    expect(jenkins.tokens("alice")).toEqual([]);
  });
});

/** The language of this program takes no SDK. */
const program = `
name: tokens
runtime: yaml
resources:
  token:
    type: jenkins:ApiToken
outputs:
  value: \${token.tokenValue}
`;

/** By Pulumi's name. */
function thisPlatform(): string {
  const os = process.platform === "win32" ? "windows" : process.platform;
  return `${os}-${process.arch === "x64" ? "amd64" : process.arch}`;
}
