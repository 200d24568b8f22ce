import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeFiles } from "../pulumi/support/pulumiProject.ts";
import { examples } from "./support/examples.ts";
import { installByNpm } from "./support/install.ts";
import { isWholeRun } from "./support/isWholeRun.ts";
import { checkout, runCommand } from "./support/runCommand.ts";

// The plugins of these providers can't be had here, but their packages can: the programs are compiled against the real
// types, and run under Pulumi's mocks.
const mocked = examples.filter(({ otherProviders }) => otherProviders.length > 0);

/** What the programs register: inputs by type and name. Secrets are `{ secret: value }`. */
type Registered = Readonly<Record<string, unknown>>;

const tokenValue = "mocked-token-4711";
const basicAuth = { username: "svc", password: tokenValue };
const authorization = `Basic ${Buffer.from(`svc:${tokenValue}`).toString("base64")}`;

/**
 * As much of @pulumi/gitlab as the examples use, with the names of its schema: the package isn't in every registry that
 * the others are in.
 */
const gitlabStub = {
  "package.json": JSON.stringify({ name: "@pulumi/gitlab", main: "index.js", types: "index.d.ts" }),
  "index.d.ts": `
    import * as pulumi from "@pulumi/pulumi";
    interface ProjectHookArgs {
      project: pulumi.Input<string>;
      url: pulumi.Input<string>;
      pushEvents?: pulumi.Input<boolean>;
      customHeaders?: pulumi.Input<pulumi.Input<{ key: pulumi.Input<string>; value: pulumi.Input<string> }>[]>;
    }
    export declare class ProjectHook extends pulumi.CustomResource {
      constructor(name: string, args: ProjectHookArgs);
    }
    interface ProjectVariableArgs {
      project: pulumi.Input<string>;
      key: pulumi.Input<string>;
      value: pulumi.Input<string>;
      masked?: pulumi.Input<boolean>;
      raw?: pulumi.Input<boolean>;
    }
    export declare class ProjectVariable extends pulumi.CustomResource {
      constructor(name: string, args: ProjectVariableArgs);
    }
  `,
  "index.js": `
    const pulumi = require("@pulumi/pulumi");
    const toResource = (type) => class extends pulumi.CustomResource {
      constructor(name, args) { super(type, name, args); }
    };
    exports.ProjectHook = toResource("gitlab:index/projectHook:ProjectHook");
    exports.ProjectVariable = toResource("gitlab:index/projectVariable:ProjectVariable");
  `,
};

describe.runIf(isWholeRun)("examples that use other providers", () => {
  let root = "";

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "mocked-"));
    const manifests = mocked.map(({ files }) => JSON.parse(files["package.json"] ?? "{}"));
    const { "@pulumi/gitlab": _, ...dependencies } = Object.assign(
      {},
      ...manifests.map((it) => it.dependencies),
    );
    const { devDependencies } = manifests[0];
    await writeFiles(root, {
      "package.json": JSON.stringify({ name: "mocked", dependencies, devDependencies }),
    });
    await installByNpm(root);
    await writeFiles(join(root, "node_modules/@pulumi/gitlab"), gitlabStub);
    for (const { name, folder } of mocked) await cp(folder, join(root, name), { recursive: true });
    await cp(join(checkout, "test/packaging/support/runMocked.cjs"), join(root, "runMocked.cjs"));
  });

  afterAll(() => rm(root, { recursive: true, force: true }));

  it.each(mocked)("$name compiles", async ({ name }) => {
    await runCommand(join(root, name), join(root, "node_modules/.bin/tsc"), ["--noEmit"]);
  });

  async function run(name: string, config: Readonly<Record<string, string>> = {}): Promise<Registered> {
    const settings = JSON.stringify({ folder: join(root, name), config, tokenValue });
    return JSON.parse(await runCommand(root, "node", ["runMocked.cjs", settings]));
  }

  it("kubernetes-secret: the Secret gets user and token, and the pods change with the token", async () => {
    const registered = await run("kubernetes-secret");
    expect(registered["kubernetes:core/v1:Secret jenkins"]).toMatchObject({
      type: "kubernetes.io/basic-auth",
      stringData: { secret: basicAuth },
    });
    const from = (key: string) => ({ valueFrom: { secretKeyRef: { name: "name of jenkins", key } } });
    expect(registered["kubernetes:apps/v1:Deployment jenkins-client"]).toMatchObject({
      spec: {
        template: {
          metadata: { annotations: { "jenkins-token-uuid": "uuid of kubernetes" } },
          spec: { containers: [{ env: [{ name: "URL" }, from("username"), from("password")] }] },
        },
      },
    });
  });

  it("webhook: GitLab sends the token as HTTP Basic to the job", async () => {
    const registered = await run("webhook", { "webhook:project": "group/app", "webhook:job": "build it" });
    expect(registered["gitlab:index/projectHook:ProjectHook jenkins"]).toMatchObject({
      project: "group/app",
      url: "https://ci.example.com/jenkins/job/build%20it/build",
      customHeaders: { secret: [{ key: "Authorization", value: authorization }] },
    });
  });

  it("secret-stores/aws-secrets-manager: the secret is user and token in JSON", async () => {
    const registered = await run("secret-stores/aws-secrets-manager");
    expect(registered["aws:secretsmanager/secretVersion:SecretVersion jenkins"]).toMatchObject({
      secretId: "jenkins-id",
      secretString: { secret: JSON.stringify(basicAuth) },
    });
  });

  it("secret-stores/vault: the secret is user and token in JSON", async () => {
    const registered = await run("secret-stores/vault");
    expect(registered["vault:kv/secretV2:SecretV2 jenkins"]).toMatchObject({
      mount: "secret",
      dataJson: { secret: JSON.stringify(basicAuth) },
    });
  });

  it("secret-stores/github-actions: the token is a secret, URL and user are variables", async () => {
    const registered = await run("secret-stores/github-actions", { "github-actions:repository": "app" });
    expect(registered["github:index/actionsSecret:ActionsSecret jenkins-api-token"]).toMatchObject({
      repository: "app",
      secretName: "JENKINS_API_TOKEN",
      value: { secret: tokenValue },
    });
    expect(registered["github:index/actionsVariable:ActionsVariable jenkins-user"]).toMatchObject({
      value: "svc",
    });
  });

  it("secret-stores/gitlab-variable: the token is a masked variable", async () => {
    const registered = await run("secret-stores/gitlab-variable", { "gitlab-variable:project": "group/app" });
    expect(registered["gitlab:index/projectVariable:ProjectVariable jenkins-api-token"]).toMatchObject({
      key: "JENKINS_API_TOKEN",
      masked: true,
      value: { secret: tokenValue },
    });
  });
});
