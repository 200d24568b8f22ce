import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeFiles } from "../../pulumi/support/pulumiProject.ts";
import { blocksOf, checkout } from "./pages.ts";

/** What snippets leave out that show no whole program. */
const beginning = `
  import * as pulumi from "@pulumi/pulumi";
  import { JenkinsApiToken } from "pulumi-jenkins-api-token";
  const config = new pulumi.Config("readme");
`;

/**
 * As much of the Kubernetes package as the README uses, in its types and its type tokens. The real one would have Pulumi
 * download its plugin whenever somebody installs this project.
 */
const kubernetes = {
  "package.json": JSON.stringify({ name: "@pulumi/kubernetes", main: "index.js", types: "index.d.ts" }),
  "index.d.ts": `
    import * as pulumi from "@pulumi/pulumi";
    interface SecretArgs {
      type?: pulumi.Input<string>;
      stringData?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
    }
    declare class Secret extends pulumi.CustomResource {
      constructor(name: string, args?: SecretArgs);
    }
    export declare const core: { v1: { Secret: typeof Secret } };
  `,
  "index.js": `
    const pulumi = require("@pulumi/pulumi");
    class Secret extends pulumi.CustomResource {
      constructor(name, args) { super("kubernetes:core/v1:Secret", name, args); }
    }
    exports.core = { v1: { Secret } };
  `,
};

const compilerOptions: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2023,
  strict: true,
  skipLibCheck: true,
  types: [],
};

/** How the SDK marks a value as secret. */
const secretMark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

let project = "";
/** The programs, as the compiler made them. */
let programs: string[] = [];
let complaints = "";
const registered = new Map<string, Record<string, unknown>>();

beforeAll(async () => {
  const snippets = blocksOf("ts");
  project = await mkdtemp(join(tmpdir(), "readme-"));
  const modules = join(project, "node_modules");
  await mkdir(join(modules, "@pulumi"), { recursive: true });
  await symlink(join(checkout, "node_modules/@pulumi/pulumi"), join(modules, "@pulumi/pulumi"));
  await symlink(checkout, join(modules, "pulumi-jenkins-api-token"));
  await writeFiles(join(modules, "@pulumi/kubernetes"), kubernetes);
  const files = snippets.map(({ title, code }) => [
    `${title.replaceAll(/[/:]/g, "-")}.ts`,
    code.startsWith("import ") ? code : `${beginning}${code}\nexport {};`,
  ]);
  await writeFiles(project, Object.fromEntries(files));

  const paths = files.map(([name = ""]) => join(project, name));
  const program = ts.createProgram(paths, compilerOptions);
  const diagnostics = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  complaints = ts.formatDiagnostics(diagnostics, {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => project,
    getNewLine: () => "\n",
  });
  programs = paths.map((path) => path.replace(/ts$/, "js"));
});

afterAll(() => rm(project, { recursive: true, force: true }));

describe("the programs of the README and the pages of docs", () => {
  it("are there, and compile", () => {
    expect(programs.length).toBeGreaterThan(0);
    expect(complaints).toBe("");
  });

  it("run, and hand on what they say", async () => {
    const tokenValue = `11${"c0ffee42".repeat(4)}`;
    pulumi.runtime.setConfig("readme:tokenValue", "clicked-together-1");
    await pulumi.runtime.setMocks({
      newResource({ type, name, inputs: { __provider: _, ...inputs } }) {
        registered.set(`${type.split(":").at(-1)} ${name}`, inputs);
        return { id: name, state: { username: "somebody", ...inputs, tokenValue } };
      },
      call: () => ({}),
    });
    const requireFromProject = createRequire(join(project, "index.js"));
    await pulumi.runtime.runInPulumiStack(async () => {
      for (const program of programs) requireFromProject(program);
    });
    await pulumi.runtime.disconnect();

    expect([...registered.keys()]).toEqual(
      expect.arrayContaining(["ApiToken argo-webhook", "Secret jenkins", "ApiToken fleet-asia"]),
    );
    expect(registered.get("Secret jenkins")).toMatchObject({
      type: "kubernetes.io/basic-auth",
      stringData: { ...secretMark, value: { username: "svc-argo", password: tokenValue } },
    });
    expect(registered.get("ApiToken fleet-asia")).toMatchObject({
      controller: "asia",
      fixedValue: { ...secretMark, value: tokenValue },
    });
  });
});
