import { execFile } from "node:child_process";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type * as provider from "../../../../provider/index.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const requireInstalled = createRequire(join(root, "package.json"));

/** The text that Pulumi keeps in the state of each resource: made of the compiled code, which users have. */
let text = "";

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource({ inputs }) {
      text = inputs.__provider;
      return { id: "uuid", state: {} };
    },
    call: () => ({}),
  });
  const { JenkinsApiToken } = requireInstalled("pulumi-jenkins-api-token") as typeof provider;
  const { urn } = new JenkinsApiToken("deploy");
  await new Promise((resolve) => urn.apply(resolve));
});

const methods = ["check", "diff", "create", "read", "update", "delete"];

/** Does with the text what the SDK's provider process does, and calls each method with inputs that are no good. */
const processProgram = `
  const provider = require(process.argv[1])(process.env.PROVIDER_TEXT).handler();
  void provider.configure({ config: { get: () => undefined } });
  const call = async (method) => {
    const result = await provider[method]({}, {}, {}).catch((error) => ({ error: error.message }));
    return [method, result ?? {}];
  };
  Promise.all(${JSON.stringify(methods)}.map(call)).then((results) => {
    console.log(JSON.stringify(Object.fromEntries(results)));
  });
`;

/** What the methods answer in a provider process that runs in a program's folder. */
async function answersIn(
  folder: string,
): Promise<Record<string, { error?: string; failures?: { reason: string }[] }>> {
  const requireOfPulumi = createRequire(requireInstalled.resolve("@pulumi/pulumi"));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--no-warnings", "-e", processProgram, requireOfPulumi.resolve("require-from-string")],
    { cwd: folder, env: { ...process.env, PROVIDER_TEXT: text } },
  );
  return JSON.parse(stdout);
}

describe("the provider in the state of each resource", () => {
  it("is small", () => {
    expect(text.length).toBeLessThan(1200);
  });

  it("captures nothing: no value, no module, no file of this machine", () => {
    expect(text.match(/^var .*/gm)).toEqual(["var __provider = {configure: __f1};"]);
    expect(text.match(/\b(require|import)\(.*?\)/g)).toEqual([
      'import("pulumi-jenkins-api-token/lifecycle")',
    ]);
    expect(text).not.toContain(root);
  });

  it("is the text of the release before, so that an upgrade changes no resource", async () => {
    await expect(text).toMatchFileSnapshot("./dynamicProvider.serialized.txt");
  });
});

describe("a provider process, with that text alone", () => {
  it("does what the package does that the program has installed", async () => {
    const { check, create, delete: remove } = await answersIn(root);
    expect(check?.failures?.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^connection: No Jenkins connection is configured\./),
    ]);
    expect(create?.error).toMatch(/^No Jenkins connection is configured\./);
    expect(remove?.error).toContain("tokenUuid");
  });

  it("fails in each method where the program hasn't installed the package: nothing counts as deleted", async () => {
    const folder = await mkdtemp(join(tmpdir(), "no-package-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const answers = await answersIn(folder);
    const advice = `pulumi-jenkins-api-token must be in ${await realpath(folder)}/package.json. Cannot find package`;
    for (const method of methods) expect(answers[method]?.error).toContain(advice);
  });
});
