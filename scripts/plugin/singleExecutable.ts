import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../pulumi-cli/runCommand.ts";
import { checkout } from "./places.ts";

/** Marks the place in a Node.js executable that says whether it holds a program. Every build of Node.js has it. */
const fuse = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/**
 * Whether {@link makeExecutable} makes executables for this platform here. On Linux for this machine's own: macOS wants them
 * signed, and npm has the project's Node.js for one platform only.
 */
export function isExecutableMadeFor(platform: string): boolean {
  const arch = { x64: "amd64", arm64: "arm64" }[process.arch as string];
  return process.platform === "linux" && platform === `linux-${arch}`;
}

/** Makes one executable of a CommonJS program and the Node.js that runs this. */
export async function makeExecutable(program: string, executable: string): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "single-executable-"));
  const options = { environment: process.env, signal: new AbortController().signal };
  try {
    const [configuration, blob] = [join(scratch, "sea.json"), join(scratch, "blob")] as const;
    const settings = { main: program, output: blob, disableExperimentalSEAWarning: true, useCodeCache: true };
    await writeFile(configuration, JSON.stringify(settings));
    await runCommand(process.execPath, ["--experimental-sea-config", configuration], options);
    await copyFile(process.execPath, executable);
    const postject = join(checkout, "node_modules", ".bin", "postject");
    await runCommand(postject, [executable, "NODE_SEA_BLOB", blob, "--sentinel-fuse", fuse], options);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
