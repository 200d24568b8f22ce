import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { startBuild, startJenkins } from "./support/pulumiJenkins.ts";
import {
  installPacked,
  installPackedByPnpm,
  type ProjectFiles,
  pathWithNode,
  writeFiles,
} from "./support/pulumiProject.ts";
import { createStack, type TestStack } from "./support/pulumiStack.ts";

/** What Pulumi's template `typescript` holds. */
const template = {
  "package.json": JSON.stringify({
    name: "tokens",
    main: "index.ts",
    devDependencies: { "@types/node": "^18", typescript: "^5.0.0" },
    dependencies: { "@pulumi/pulumi": "^3.113.0" },
  }),
  "tsconfig.json": toTsConfig({ module: "nodenext", moduleResolution: "nodenext" }),
};

/** What it held until 2026. */
const olderTemplate = { "tsconfig.json": toTsConfig({ module: "commonjs", moduleResolution: "node" }) };

/** A project of ECMAScript modules in plain JavaScript. */
const esModules = { "package.json": JSON.stringify({ name: "tokens", type: "module", main: "index.js" }) };

const program = (version: number) => `
  import { JenkinsApiToken } from "pulumi-jenkins-api-token";
  const token = new JenkinsApiToken("ci", { version: ${version} });
  export const uuid = token.tokenUuid;
  export const value = token.tokenValue;
`;

describe("the package as it is published", () => {
  it("goes through up, new versions and destroy in projects of Pulumi's templates and of ES modules", async () => {
    const jenkins = await startJenkins();
    const files = { ...template, "index.ts": program(1) };
    const stack = await createStack({ jenkins, files, install: installPacked });
    expect(await stack.up()).toContain("2 created");
    const serialized = await serializedProvider(stack);
    let last = await stack.outputs();
    expect(await startBuild(jenkins.url, "alice", last.value)).toBe(201);

    const changes: ProjectFiles[] = [
      { "index.ts": program(2) },
      { ...olderTemplate, "index.ts": program(3) },
      { ...esModules, "index.js": program(4) },
    ];
    for (const change of changes) {
      await stack.writeFiles(change);
      expect(await stack.up()).toContain("1 replaced");
      expect(await startBuild(jenkins.url, "alice", last.value)).toBe(401);
      last = await stack.outputs();
      expect(await startBuild(jenkins.url, "alice", last.value)).toBe(201);
      expect(jenkins.tokens("alice")).toMatchObject([{ uuid: last.uuid }]);
      expect(await serializedProvider(stack)).toBe(serialized);
    }

    await stack.destroy();
    expect(jenkins.tokens("alice")).toEqual([]);
  });

  it("goes through the same in a project that pnpm has installed", async () => {
    const jenkins = await startJenkins();
    const files = { ...template, "index.ts": program(1) };
    const stack = await createStack({ jenkins, files, install: installPackedByPnpm });
    expect(await stack.up()).toContain("2 created");
    const first = await stack.outputs();

    await stack.writeFiles({ "index.ts": program(2) });
    expect(await stack.up()).toContain("1 replaced");
    const second = await stack.outputs();
    expect(await startBuild(jenkins.url, "alice", first.value)).toBe(401);
    expect(await startBuild(jenkins.url, "alice", second.value)).toBe(201);

    await stack.destroy();
    expect(jenkins.tokens("alice")).toEqual([]);
  });

  it("brings the doctor along, as npx finds it", async () => {
    const { url } = await startJenkins();
    const folder = await mkdtemp(join(tmpdir(), "doctor-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFiles(folder, { "package.json": "{}" });
    await installPacked(folder);
    const login = { JENKINS_URL: url, JENKINS_USER_ID: "alice", JENKINS_PASSWORD: "alice-pw" };
    const { stdout } = await promisify(execFile)("npx", ["--no", "pulumi-jenkins-api-token", "doctor"], {
      cwd: folder,
      env: { PATH: pathWithNode, HOME: folder, ...login },
    });
    expect(stdout).toContain("A token can be made for alice, by REST.");
  });
});

function toTsConfig(modules: { module: string; moduleResolution: string }): string {
  const compilerOptions = {
    strict: true,
    outDir: "bin",
    target: "es2020",
    ...modules,
    sourceMap: true,
    experimentalDecorators: true,
    pretty: true,
    noFallthroughCasesInSwitch: true,
    noImplicitReturns: true,
    forceConsistentCasingInFileNames: true,
  };
  return JSON.stringify({ compilerOptions, files: ["index.ts"] });
}

/** What Pulumi keeps of the provider: the same whichever way a program was loaded. */
async function serializedProvider(stack: TestStack): Promise<unknown> {
  const { resources } = await stack.state();
  return resources.find(({ type }) => type.endsWith("jenkins:ApiToken"))?.outputs.__provider;
}
