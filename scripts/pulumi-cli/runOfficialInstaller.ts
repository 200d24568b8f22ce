import { PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import { SemVer } from "semver";

const [version, root] = process.argv.slice(2);
if (version === undefined || root === undefined) throw new Error("Wants a version and a folder.");

try {
  await PulumiCommand.install({ version: new SemVer(version), root });
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
