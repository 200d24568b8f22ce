import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeFiles } from "../pulumi/support/pulumiProject.ts";
import { installByNpm } from "./support/install.ts";
import { isWholeRun } from "./support/isWholeRun.ts";
import { checkout, runCommand } from "./support/runCommand.ts";

/** From the oldest that can resolve today's packages to the newest that @pulumi/pulumi accepts. */
const compilers = { "typescript-5.4": "5.4", "typescript-5.9": "5.9", "typescript-6.0": "6.0" };

const program = `
  import * as pulumi from "@pulumi/pulumi";
  import { type BasicAuth, JenkinsApiToken, type JenkinsApiTokenArgs } from "pulumi-jenkins-api-token";
  const args: JenkinsApiTokenArgs = { username: "svc", version: pulumi.output(1), expiresInDays: 90 };
  const token = new JenkinsApiToken("ci", args, { protect: true });
  export const value: pulumi.Output<string> = token.tokenValue;
  export const login: pulumi.Output<BasicAuth> = token.basicAuth;
  export const lastDay: pulumi.Output<string | undefined> = token.expiresOn;
  const svc = { url: "https://ci.example.com", username: "svc" };
  new JenkinsApiToken("reference", { connection: { ...svc, apiToken: { env: "JENKINS_API_TOKEN" } } });
  // @ts-expect-error: the two exclude each other
  new JenkinsApiToken("exclusive", { expiresInDays: 90, expiresOn: "2030-01-31" });
  // @ts-expect-error: a misspelt input
  new JenkinsApiToken("misspelt", { tokenname: "x" });
`;

const modules = [
  { moduleResolution: "node10", module: "commonjs" },
  { moduleResolution: "node16", module: "node16" },
  { moduleResolution: "bundler", module: "preserve" },
];

describe.runIf(isWholeRun)("the types of the packed package, strict and with skipLibCheck off", () => {
  let root = "";

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "types-"));
    const aliases = Object.entries(compilers).map(([name, version]) => [
      name,
      `npm:typescript@~${version}.0`,
    ]);
    const manifest = {
      name: "types",
      dependencies: { "@pulumi/pulumi": "^3.200.0", "pulumi-jenkins-api-token": "^0.1.0" },
      devDependencies: { "@types/node": "^22.0.0", ...Object.fromEntries(aliases) },
    };
    await writeFiles(root, { "package.json": JSON.stringify(manifest), "index.ts": program });
    await installByNpm(root);
  });

  afterAll(() => rm(root, { recursive: true, force: true }));

  const cases = Object.keys(compilers).flatMap((compiler) => modules.map((it) => ({ compiler, ...it })));

  it.each(cases)("$compiler, $moduleResolution", async ({ compiler, module, moduleResolution }) => {
    const flags = Object.entries({
      module,
      moduleResolution,
      target: "es2022",
      types: "node",
      skipLibCheck: "false",
    });
    // TypeScript 6 warns of node10, which is still what older templates of Pulumi use.
    const deprecations = compiler === "typescript-6.0" ? ["--ignoreDeprecations", "6.0"] : [];
    await runCommand(root, "node", [
      join("node_modules", compiler, "bin/tsc"),
      ...["--strict", "--noEmit", ...deprecations],
      ...flags.flatMap(([name, value]) => [`--${name}`, value]),
      "index.ts",
    ]);
  });

  it("are checked up to the newest TypeScript that @pulumi/pulumi accepts", async () => {
    const accepted = await runCommand(checkout, "npm", [
      "view",
      "@pulumi/pulumi",
      "peerDependencies.typescript",
    ]);
    expect(accepted).toContain("< 7");
  });
});
