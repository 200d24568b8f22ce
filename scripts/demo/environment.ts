import { delimiter, join } from "node:path";

/** The root of this repository. */
export const repository = join(import.meta.dirname, "..", "..");

/**
 * The environment that the demo runs in. What the user has set for a Pulumi of their own has no say, and every file goes
 * to the demo's folder.
 */
export function demoEnvironment(given: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
  const foreign = Object.entries(given).filter(([name]) => !name.startsWith("PULUMI_"));
  // No proxy is of use for the embedded Jenkins, which is on this machine.
  const noProxy = given.JENKINS_URL ? {} : { NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" };
  return {
    ...Object.fromEntries(foreign),
    ...noProxy,
    TMPDIR: folder,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${stateFolder(folder)}`,
    PULUMI_CONFIG_PASSPHRASE: crypto.randomUUID(),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // Of what is experimental in Node.js, and used by Pulumi's SDK.
    NODE_NO_WARNINGS: "1",
  };
}

/** Where Pulumi keeps its state; it doesn't make this folder itself. */
export function stateFolder(folder: string): string {
  return join(folder, "state");
}

/** A PATH on which the Pulumi CLI comes before any other, and the Node.js of this project before all. */
export function pathWith(pulumiDirectory: string, path = ""): string {
  const own = [join(repository, "node_modules", ".bin"), pulumiDirectory];
  return [...own, ...path.split(delimiter).filter((directory) => !own.includes(directory))].join(delimiter);
}
