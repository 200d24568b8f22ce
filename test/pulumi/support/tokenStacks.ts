import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { inject, onTestFinished } from "vitest";
import { noteUsedSecret } from "../../secrets/evidence.ts";
import { runCli } from "../../unit/cli/runCli.ts";
import { pathWithNode, writeFiles } from "./pulumiProject.ts";

/** A token resource in the state of a stack, as much of it as commands on tokens read. */
export interface HeldResource {
  readonly name: string;
  /** Default: the packaged one. */
  readonly isDynamic?: boolean;
  readonly delete?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

const passphrase = "stacks-passphrase-4711";

/** A project of one test, whose stacks are imported, and the commands that are run in it. */
export async function createTokenStacks(connection: Readonly<Record<string, string>>) {
  noteUsedSecret(passphrase, "a stack's passphrase");
  const folder = await mkdtemp(join(tmpdir(), "token-stacks-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const state = join(folder, "state");
  await mkdir(state);
  await writeFiles(folder, { "Pulumi.yaml": "name: tokens\nruntime: nodejs\n" });
  const environment: Record<string, string> = {
    PATH: [pathWithNode, inject("pulumiBinDirectory")].join(delimiter),
    HOME: folder,
    PULUMI_HOME: join(folder, ".pulumi"),
    PULUMI_BACKEND_URL: `file://${state}`,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    ...connection,
  };
  const pulumi = async (...parameters: string[]) => {
    const run = promisify(execFile)("pulumi", parameters, { cwd: folder, env: environment });
    return (await run).stdout;
  };
  return {
    environment,
    pulumi,
    /** Creates a stack that holds these tokens; nothing is created in Jenkins. */
    async hold(stack: string, resources: readonly HeldResource[]): Promise<void> {
      await pulumi("stack", "init", stack);
      const exported = JSON.parse(await pulumi("stack", "export", "--stack", stack));
      const deployment = {
        ...exported.deployment,
        resources: resources.map((resource) => toResource(stack, resource)),
      };
      await writeFiles(folder, { "state.json": JSON.stringify({ ...exported, deployment }) });
      await pulumi("stack", "import", "--force", "--stack", stack, "--file", join(folder, "state.json"));
    },
    tokens: (...parameters: string[]) => runCli(["tokens", ...parameters], environment, folder),
  };
}

function toResource(stack: string, { name, isDynamic = false, inputs = {}, outputs, ...more }: HeldResource) {
  const type = isDynamic ? "pulumi-nodejs:dynamic/jenkins:ApiToken" : "jenkins:index:ApiToken";
  const urn = `urn:pulumi:${stack}::tokens::${type}::${name}`;
  const id = outputs.tokenUuid === undefined ? {} : { id: outputs.tokenUuid };
  return { urn, type, custom: true, inputs, outputs, ...id, ...more };
}
