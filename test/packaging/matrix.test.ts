import { afterAll, describe, expect, it } from "vitest";
import type { ProjectFiles } from "../pulumi/support/pulumiProject.ts";
import { createStack, type TestStack } from "../pulumi/support/pulumiStack.ts";
import { startBuild, startJenkins } from "../support/jenkins.ts";
import {
  installByBun,
  installByNpm,
  installByPnpm,
  installByYarn,
  installByYarnClassic,
  installShared,
} from "./support/install.ts";
import { isWholeRun } from "./support/isWholeRun.ts";

/** One kind of project in which the package is used. */
interface Row {
  readonly manager: string;
  readonly program: string;
  /** Who turns the program into what Node.js runs. */
  readonly loader: string;
  readonly files: ProjectFiles;
  readonly install: (folder: string) => Promise<void>;
  /** The Pulumi project's folder among the files. Default: their root. */
  readonly folder?: string;
  /** Part of `npm test`. */
  readonly isQuick?: boolean;
  /** What `pulumi up` prints where this kind of project can't work. Default: it works. */
  readonly failure?: readonly (string | RegExp)[];
}

const program = `
  import * as pulumi from "@pulumi/pulumi";
  import { JenkinsApiToken } from "pulumi-jenkins-api-token";
  const token = new JenkinsApiToken("ci", { version: new pulumi.Config().get("version") ?? "1" });
  export const { tokenUuid, tokenValue } = token;
`;
const commonJs = `
  const pulumi = require("@pulumi/pulumi");
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  const token = new JenkinsApiToken("ci", { version: new pulumi.Config().get("version") ?? "1" });
  exports.tokenUuid = token.tokenUuid;
  exports.tokenValue = token.tokenValue;
`;

const typescript = { typescript: "^5.9.0", "@types/node": "^22.0.0" };

/** What Pulumi's template `typescript` holds. */
const template = {
  "package.json": manifest({ main: "index.ts", devDependencies: typescript }),
  "tsconfig.json": tsconfig({ module: "nodenext", moduleResolution: "nodenext" }),
  "index.ts": program,
};
/** What it held until 2026. */
const olderTemplate = {
  ...template,
  "tsconfig.json": tsconfig({ module: "commonjs", moduleResolution: "node" }),
};

const withoutTsNode = (nodeargs?: string) =>
  `name: tokens\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n${nodeargs ? `    nodeargs: ${nodeargs}\n` : ""}`;

const npm = { manager: "npm", install: installByNpm };

/** The library of a workspace, which declares the token. */
const library = {
  "tokens/package.json": JSON.stringify({
    name: "our-tokens",
    version: "1.0.0",
    main: "index.js",
    dependencies: { "@pulumi/pulumi": "^3.200.0", "pulumi-jenkins-api-token": "^0.1.0" },
  }),
  "tokens/index.js": `
    const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
    exports.declareToken = (version) => new JenkinsApiToken("ci", { version });
  `,
};
/** The Pulumi project of a workspace, which uses that library. */
const app = (dependencies: Record<string, string>) => ({
  "app/Pulumi.yaml": "name: tokens\nruntime: nodejs\n",
  "app/package.json": JSON.stringify({
    name: "app",
    version: "1.0.0",
    main: "index.js",
    dependencies: { "@pulumi/pulumi": "^3.200.0", ...dependencies },
  }),
  "app/index.js": `
    const pulumi = require("@pulumi/pulumi");
    const token = require("our-tokens").declareToken(new pulumi.Config().get("version") ?? "1");
    exports.tokenUuid = token.tokenUuid;
    exports.tokenValue = token.tokenValue;
  `,
});

const bundled = (...flags: string[]) => ({
  "Pulumi.yaml": "name: tokens\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
  "package.json": manifest({
    main: "bundle.js",
    scripts: {
      postinstall: `esbuild index.ts --bundle --platform=node --outfile=bundle.js --log-level=error ${flags.map((name) => `--external:${name}`).join(" ")}`,
    },
    devDependencies: { esbuild: "^0.28.0" },
  }),
  "index.ts": program,
});

const rows: readonly Row[] = [
  {
    ...npm,
    program: "TypeScript, CommonJS",
    loader: "ts-node, module nodenext",
    files: template,
    isQuick: true,
  },
  { ...npm, program: "TypeScript, CommonJS", loader: "ts-node, module commonjs", files: olderTemplate },
  {
    ...npm,
    program: "TypeScript, ES modules",
    loader: "ts-node",
    files: {
      ...template,
      "package.json": manifest({ type: "module", main: "index.ts", devDependencies: typescript }),
    },
    isQuick: true,
  },
  {
    ...npm,
    program: "TypeScript",
    loader: "Node.js strips the types",
    files: {
      "Pulumi.yaml": withoutTsNode(),
      "package.json": manifest({ type: "module", main: "index.ts" }),
      "index.ts": program,
    },
  },
  {
    ...npm,
    program: "TypeScript",
    loader: "tsx",
    files: {
      "Pulumi.yaml": withoutTsNode("--import tsx"),
      "package.json": manifest({ main: "index.ts", devDependencies: { tsx: "^4.20.0" } }),
      "index.ts": program,
    },
  },
  {
    ...npm,
    program: "JavaScript, CommonJS",
    loader: "none",
    files: { "package.json": manifest({ main: "index.js" }), "index.js": commonJs },
  },
  {
    ...npm,
    program: "JavaScript, ES modules",
    loader: "none",
    files: { "package.json": manifest({ type: "module", main: "index.js" }), "index.js": program },
  },
  {
    ...npm,
    program: "npm workspace, a library declares the token",
    loader: "none",
    files: {
      "package.json": JSON.stringify({ name: "workspace", private: true, workspaces: ["app", "tokens"] }),
      ...library,
      ...app({ "our-tokens": "*" }),
    },
    folder: "app",
  },
  {
    ...npm,
    program: "esbuild bundle, this package external",
    loader: "esbuild",
    files: bundled("@pulumi/pulumi", "pulumi-jenkins-api-token"),
  },
  {
    ...npm,
    program: "esbuild bundle, this package inside",
    loader: "esbuild",
    files: bundled("@pulumi/pulumi"),
    failure: ["pulumi-jenkins-api-token", "external"],
  },
  {
    manager: "pnpm",
    install: installByPnpm,
    program: "TypeScript, CommonJS",
    loader: "ts-node, module nodenext",
    files: template,
    isQuick: true,
  },
  {
    manager: "pnpm",
    install: installByPnpm,
    program: "workspace, a library declares the token, the app depends on both",
    loader: "none",
    files: {
      "package.json": JSON.stringify({ name: "workspace", private: true }),
      "pnpm-workspace.yaml": "packages: [app, tokens]\n",
      ...library,
      ...app({ "our-tokens": "workspace:*", "pulumi-jenkins-api-token": "^0.1.0" }),
    },
    folder: "app",
  },
  {
    manager: "pnpm",
    install: installByPnpm,
    program: "workspace, a library declares the token, the app depends on the library",
    loader: "none",
    files: {
      "package.json": JSON.stringify({ name: "workspace", private: true }),
      "pnpm-workspace.yaml": "packages: [app, tokens]\n",
      ...library,
      ...app({ "our-tokens": "workspace:*" }),
    },
    folder: "app",
    failure: ["pulumi-jenkins-api-token", "package.json"],
  },
  {
    manager: "Yarn 4, nodeLinker node-modules",
    install: installByYarn,
    program: "TypeScript, CommonJS",
    loader: "ts-node, module nodenext",
    files: { ...template, ".yarnrc.yml": "nodeLinker: node-modules\nenableTelemetry: false\n" },
  },
  {
    manager: "Yarn 1",
    install: installByYarnClassic,
    program: "TypeScript, CommonJS",
    loader: "ts-node, module nodenext",
    files: template,
  },
  {
    manager: "Bun installs, Node.js runs",
    install: installByBun,
    program: "TypeScript, CommonJS",
    loader: "ts-node, module nodenext",
    files: template,
  },
];

const selected = rows.filter(({ isQuick }) => isWholeRun || isQuick);

describe("the packed package in the projects of its users", () => {
  const results = new Map<Row, string>();
  const serialized = new Set<unknown>();

  afterAll(() => {
    const table = selected.map((row) => ({
      "package manager": row.manager,
      program: row.program,
      loader: row.loader,
      result: results.get(row) ?? "FAILED",
    }));
    console.table(table);
  });

  it.each(selected.filter(({ failure }) => !failure))("$manager: $program ($loader)", async (row) => {
    const startedAt = performance.now();
    const jenkins = await startJenkins();
    const stack = await createStack({ ...row, jenkins });
    expect(await stack.up()).toContain("2 created");
    const first = await stack.outputs();
    expect(await startBuild(jenkins.url, "alice", first.tokenValue)).toBe(201);
    serialized.add(await serializedProvider(stack));

    await stack.configure({ plain: { version: "2" } });
    expect(await stack.up()).toContain("1 replaced");
    const second = await stack.outputs();
    expect(await startBuild(jenkins.url, "alice", first.tokenValue)).toBe(401);
    expect(await startBuild(jenkins.url, "alice", second.tokenValue)).toBe(201);

    await stack.destroy();
    expect(jenkins.tokens("alice")).toEqual([]);
    results.set(row, `works (${Math.round((performance.now() - startedAt) / 1000)} s)`);
  });

  it.each(selected.filter(({ failure }) => failure))(
    "$manager: $program ($loader) fails, and says what to do",
    async (row) => {
      const jenkins = await startJenkins();
      const stack = await createStack({ ...row, jenkins });
      const output = await stack.fails("up");
      for (const text of row.failure ?? []) expect(output).toMatch(text);
      expect(output.split("\n").length, output).toBeLessThan(40);
      expect(jenkins.tokens("alice")).toEqual([]);
      results.set(row, "fails with a clear message");
    },
  );

  it("brings the doctor along, as npx finds it", async () => {
    const jenkins = await startJenkins();
    const stack = await createStack({ jenkins, install: installShared });
    const printed = await stack.run("npx", "--no", "pulumi-jenkins-api-token", "doctor");
    expect(printed).toContain("A token can be created for alice, by REST.");
  });

  it("leaves the same provider in the state, whichever way a program was loaded", () => {
    expect(serialized.size).toBe(1);
  });
});

async function serializedProvider(stack: TestStack): Promise<unknown> {
  const { resources } = await stack.state();
  return resources.find(({ type }) => type.endsWith("jenkins:ApiToken"))?.outputs.__provider;
}

function manifest(content: {
  readonly type?: "module";
  readonly main: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}): string {
  const dependencies = { "@pulumi/pulumi": "^3.200.0", "pulumi-jenkins-api-token": "^0.1.0" };
  return JSON.stringify({ name: "tokens", private: true, ...content, dependencies });
}

function tsconfig(modules: { readonly module: string; readonly moduleResolution: string }): string {
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
