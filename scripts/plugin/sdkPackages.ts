import { copyFile, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { goEnvironment } from "../pulumi-cli/goBuild.ts";
import { versionIn } from "../pulumi-cli/goTools.ts";
import { runCommand } from "../pulumi-cli/runCommand.ts";
import { checkout, packageVersion, readSchema } from "./places.ts";

const signal = new AbortController().signal;

/** Compiles a generated SDK of Node.js. Resolves to the folder that is its package. */
async function compileNodeSdk(sdk: string): Promise<string> {
  const modules = join(checkout, "node_modules");
  const compiled = join(sdk, "bin");
  // The compiler looks for the SDK of Pulumi in the folders around the sources.
  await symlink(modules, join(sdk, "node_modules"));
  await run(join(modules, ".bin", "tsc"), ["-p", sdk]);
  await copyFile(join(sdk, "README.md"), join(compiled, "README.md"));
  await copyFile(join(checkout, "LICENSE"), join(compiled, "LICENSE"));
  const manifest = JSON.parse(await readFile(join(sdk, "package.json"), "utf8")) as Record<string, unknown>;
  const { scripts, devDependencies, ...published } = manifest;
  await writeFile(
    join(compiled, "package.json"),
    JSON.stringify({ ...published, main: "index.js" }, null, 2),
  );
  return compiled;
}

/** Makes the package for npm. Resolves to its file name. */
export async function packNodeSdk(sdk: string, folder: string): Promise<string> {
  const compiled = await compileNodeSdk(sdk);
  const printed = await run("npm", ["pack", "--silent", "--pack-destination", folder], compiled);
  return printed.trim();
}

/** Makes the wheel for PyPI. Resolves to its file name. */
export async function packPythonSdk(sdk: string, folder: string): Promise<string> {
  await run("python3", ["-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, sdk]);
  return `pulumi_jenkins-${packageVersion()}-py3-none-any.whl`;
}

/**
 * Makes a Go module of the generated packages, and an archive of it, to be committed and tagged where Go looks for it.
 * Resolves to its file name.
 */
export async function packGoSdk(
  sdk: string,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const { importBasePath } = readSchema().language.go;
  const module = join(sdk, importBasePath.split("/").at(-1) as string);
  const scratch = await mkdtemp(join(tmpdir(), "go-sdk-"));
  const settings = { ...goEnvironment(environment, scratch), GOFLAGS: "-modcacherw" };
  const go = (...parameters: string[]) => run("go", ["mod", ...parameters], module, settings);
  try {
    await go("init", importBasePath);
    const pulumi = `github.com/pulumi/pulumi/sdk/v3@v${versionIn("codegen")}`;
    // The oldest Go that will do, rather than the one that is installed here.
    await go("edit", "-go=1.21", "-toolchain=none", `-require=${pulumi}`);
    await go("tidy");
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  await copyFile(join(checkout, "LICENSE"), join(module, "LICENSE"));
  const archive = `pulumi-jenkins-go-v${packageVersion()}.tar.gz`;
  await run("tar", ["-czf", join(folder, archive), "-C", module, "."]);
  return archive;
}

function run(
  command: string,
  parameters: string[],
  cwd = checkout,
  environment = process.env,
): Promise<string> {
  return runCommand(command, parameters, { environment, signal, cwd });
}
