import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { LocalWorkspace, PulumiCommand, Stack } from "@pulumi/pulumi/automation/index.js";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { linkCheckout, writeFiles } from "../../pulumi/support/pulumiProject.ts";
import { type Controllers, toConfiguration } from "./controllers.ts";
import { type KnownToken, replaceTexts, toPlaceholders } from "./placeholders.ts";
import { declareTokens, toRecordedResources } from "./program.ts";
import type { Inputs, RecordedResource } from "./recordedState.ts";

/** A stack with one token, which a shape brings into the state that is to be recorded. */
export interface Stage {
  /** The final program. Its placeholders are filled in by the methods here. */
  readonly program: Inputs;
  /** The controller of a program that names none. */
  readonly jenkins: EmbeddedJenkins;
  /** Lets a placeholder stand for a token. */
  name(name: string, token: KnownToken): void;
  up(program: Inputs): Promise<void>;
  /** An up that ends with an error, because Jenkins is unavailable for the first request to such a path. */
  upFailsAt(path: RegExp, program: Inputs): Promise<void>;
  refresh(): Promise<void>;
  /** The token's resources in the state; secrets in plain text. */
  state(): Promise<readonly RecordedResource[]>;
}

interface StageOptions {
  /** The name of the token in the program. */
  readonly tokenName: string;
  readonly program: Inputs;
  readonly controllers: Controllers;
  /** An empty folder for everything that Pulumi writes. */
  readonly folder: string;
  /** Variables for what Pulumi starts. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Creates a stack with the real CLI, the first on the PATH. */
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
    state: async () => toRecordedResources((await stack.exportStack()).deployment),
  };
}

async function createStack({ controllers, folder, environment }: StageOptions): Promise<Stack> {
  const [workDir, state] = [join(folder, "project"), join(folder, "state")];
  await mkdir(state);
  await writeFiles(workDir, { "package.json": JSON.stringify({ name: "tokens", main: "index.js" }) });
  await linkCheckout(workDir);
  const workspace = await LocalWorkspace.create({
    workDir,
    pulumiCommand: await PulumiCommand.get(),
    pulumiHome: join(folder, "home"),
    // The names are those of the stacks in tests, since they are part of each URN.
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
  const toEntries = (values: Record<string, string>, isSecret: boolean) =>
    Object.entries(values).map(([key, value]) => [key, { value, secret: isSecret }] as const);
  await stack.setAllConfig(Object.fromEntries([...toEntries(plain, false), ...toEntries(secret, true)]));
  return stack;
}
