import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { LocalWorkspace, PulumiCommand, Stack } from "@pulumi/pulumi/automation/index.js";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { linkCheckout, writeFiles } from "../../pulumi/support/pulumiProject.ts";
import { type Controllers, toConfiguration } from "./controllers.ts";
import { declareTokens } from "./declareTokens.ts";
import { toPlaceholders } from "./placeholders.ts";
import type { Inputs, RecordedResource } from "./recordedState.ts";
import { toRecordedResources } from "./resources.ts";
import { replaceTexts } from "./texts.ts";
import type { KnownToken } from "./tokens.ts";

/** Where the life of one token is played, up to the state that is to be recorded. */
export interface Stage {
  /** The program in the end. Its placeholders are filled in by the methods here. */
  readonly program: Inputs;
  /** The controller of a program that names none. */
  readonly jenkins: EmbeddedJenkins;
  /** Lets a placeholder stand for a token. */
  name(name: string, token: KnownToken): void;
  up(program: Inputs): Promise<void>;
  /** An up that ends with an error, because Jenkins is unavailable for the first request to such a path. */
  upFailsAt(path: RegExp, program: Inputs): Promise<void>;
  refresh(): Promise<void>;
  /** What the state holds of the token; secrets in plain text. */
  state(): Promise<readonly RecordedResource[]>;
}

/** What a stage is set up with. */
export interface StageOptions {
  /** The name of the token in the program. */
  readonly tokenName: string;
  readonly program: Inputs;
  readonly controllers: Controllers;
  /** An empty folder for all that Pulumi writes. */
  readonly folder: string;
  /** Variables for what Pulumi starts. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Sets up a stage with the real CLI, which is the first on the PATH. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const { tokenName, program, controllers } = options;
  const stack = await createStack(options);
  const tokens = new Map<string, KnownToken>();
  const { faults } = controllers.current;

  async function up(inputs: Inputs): Promise<void> {
    const declared = replaceTexts({ [tokenName]: inputs }, toPlaceholders({ controllers, tokens }));
    await writeFiles(stack.workspace.workDir, { "index.js": declareTokens(declared) });
    await stack.up();
  }

  return {
    program,
    jenkins: controllers.current,
    name: (name, token) => void tokens.set(name, token),
    up,
    async upFailsAt(path, inputs) {
      const fault = faults.add({ kind: "status", status: 502, when: "beforeEffect", path });
      const failure = await up(inputs).catch((error: unknown) => error);
      if (!failure || fault.injections === 0)
        throw new Error(`An up should have failed at ${path}.`, { cause: failure });
    },
    refresh: async () => void (await stack.refresh()),
    async state() {
      const { deployment } = await stack.exportStack();
      return toRecordedResources(deployment);
    },
  };
}

async function createStack({ controllers, folder, environment }: StageOptions): Promise<Stack> {
  const [workDir, state] = ["project", "state"].map((name) => join(folder, name)) as [string, string];
  await mkdir(state);
  await writeFiles(workDir, { "package.json": JSON.stringify({ name: "tokens", main: "index.js" }) });
  await linkCheckout(workDir);
  const workspace = await LocalWorkspace.create({
    workDir,
    pulumiCommand: await PulumiCommand.get(),
    pulumiHome: join(folder, "home"),
    // The names that the stacks of tests have, since they are part of each URN.
    projectSettings: { name: "tokens", runtime: "nodejs" },
    envVars: {
      ...environment,
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: "recorded",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
  });
  const stack = await Stack.create("test", workspace);
  const { plain, secret } = toConfiguration(controllers);
  await stack.setAllConfig(
    Object.fromEntries([
      ...Object.entries(plain).map(([key, value]) => [key, { value }]),
      ...Object.entries(secret).map(([key, value]) => [key, { value, secret: true }]),
    ]),
  );
  return stack;
}
