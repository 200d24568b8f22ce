import { execPath } from "node:process";
import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { createStack, type StackConfiguration, type TestStack } from "../pulumi/support/pulumiStack.ts";
import { startJenkins } from "../support/jenkins.ts";
import { examples } from "./support/examples.ts";
import { installByNpm, installShared } from "./support/install.ts";
import { isWholeRun } from "./support/isWholeRun.ts";

// Those that need other providers are tested in mockedExamples.test.ts.
const runnable = examples.filter(({ otherProviders }) => otherProviders.length === 0);

describe("an example, copied to an empty folder and installed from the packed package", () => {
  const tested: string[] = [];

  it("quickstart: creates, rotates and revokes a token", async () => {
    const { jenkins, stack } = await copyExample("quickstart");
    await stack.up();
    const first = await stack.outputs();
    expect(await whoIs(jenkins, first.authorization)).toBe("admin");
    expect(first.tokenName).toMatch(/^quickstart-[0-9a-f]{7}$/);

    await stack.configure({ plain: { version: "2" } });
    await stack.up();
    expect(await whoIs(jenkins, first.authorization)).toBeUndefined();
    expect(await whoIs(jenkins, (await stack.outputs()).authorization)).toBe("admin");
    await leavesNothingBehind(stack, jenkins);
  });

  it("adopt: takes over a token, and rotates it later", async () => {
    const { jenkins, stack } = await copyExample("adopt");
    const adopted = jenkins.generateToken("admin", "clicked together");
    const { tokenUuid, tokenValue } = adopted;
    await stack.configure({ plain: { tokenUuid }, secret: { tokenValue } });
    await stack.up();
    expect(await stack.outputs()).toMatchObject({ ...adopted, tokenName: "deploy (Pulumi)" });

    await stack.configure({ plain: { version: "2" } });
    await stack.up();
    expect(await whoIs(jenkins, toHeader("admin", tokenValue))).toBeUndefined();
    expect(await whoIs(jenkins, toHeader("admin", (await stack.outputs()).tokenValue))).toBe("admin");
    await leavesNothingBehind(stack, jenkins);
  });

  it("bootstrap: rotates the first token and leaves the others", async () => {
    const { jenkins, stack } = await copyExample("bootstrap");
    await stack.up();
    const first = await stack.outputs();
    for (const header of Object.values(first)) expect(await whoIs(jenkins, header)).toBe("admin");

    await stack.configure({ plain: { version: "2" } });
    expect(await stack.up()).toContain("1 replaced");
    expect(await stack.outputs()).toEqual(first);
    await leavesNothingBehind(stack, jenkins);
  });

  it("fleet: opens several controllers with one token", async () => {
    const eu = await startJenkins();
    const us = await startJenkins({ version: "2.346.3" });
    const { stack } = await copyExample("fleet");
    const login = { username: "admin", password: "admin-pw" };
    const controllers = { eu: { url: eu.url, ...login }, us: { url: us.url, ...login } };
    await stack.configure({
      plain: { controllers: '["eu","us"]', username: "svc" },
      secret: { "jenkins:controllers": JSON.stringify(controllers) },
    });
    await stack.up();
    const { authorization } = await stack.outputs();
    for (const controller of [eu, us]) expect(await whoIs(controller, authorization)).toBe("svc");
    await leavesNothingBehind(stack, eu, us);
  });

  it("kubernetes-manifest: prints a Secret, which keeps working for a while after a rotation", async () => {
    const { jenkins, stack } = await copyExample("kubernetes-manifest");
    const loginIn = async () => {
      const { stringData, ...manifest } = JSON.parse((await stack.outputs()).manifest ?? "");
      expect(manifest).toMatchObject({ kind: "Secret", type: "kubernetes.io/basic-auth" });
      return toHeader(stringData.username, stringData.password);
    };
    await stack.up();
    const first = await loginIn();
    await stack.configure({ plain: { version: "2" } });
    await stack.up();
    expect(await whoIs(jenkins, await loginIn())).toBe("admin");
    expect(await whoIs(jenkins, first), "a cluster to which the new manifest was not applied yet").toBe(
      "admin",
    );
    await leavesNothingBehind(stack, jenkins);
  });

  it("scheduled-rotation: says from which day on it rotates", async () => {
    const { jenkins, stack } = await copyExample("scheduled-rotation");
    await stack.up();
    const { authorization, rotateOn } = await stack.outputs();
    expect(await whoIs(jenkins, authorization)).toBe("admin");
    expect(rotateOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    await leavesNothingBehind(stack, jenkins);
  });

  it("service-users: gives each user a token", async () => {
    const { jenkins, stack } = await copyExample("service-users", { plain: { users: '["alice","svc"]' } });
    await stack.up();
    const { logins } = await stack.outputs<{ logins: { username: string; password: string }[] }>();
    const owners = logins.map(({ username, password }) => whoIs(jenkins, toHeader(username, password)));
    expect(await Promise.all(owners)).toEqual(["alice", "svc"]);
    await leavesNothingBehind(stack, jenkins);
  });

  it("automation-api: runs without a program file of Pulumi's", async () => {
    const { jenkins, stack } = await copyExample("automation-api");
    Object.assign(stack.environment, {
      JENKINS_URL: jenkins.url,
      JENKINS_USER_ID: "admin",
      JENKINS_PASSWORD: "admin-pw",
    });
    expect(await stack.run(execPath, "index.ts")).toMatch(/The token works\. It rotates on \d{4}-\d\d-\d\d/);
    expect(jenkins.tokens("admin")).toHaveLength(1);
    await stack.run(execPath, "index.ts", "destroy");
    expect(jenkins.tokens("admin")).toEqual([]);
  });

  it("is tested, each of them", () => {
    expect(tested.sort()).toEqual(runnable.map(({ name }) => name).sort());
  });

  /** Copies an example to an empty folder and gives it a controller, where an administrator logs in. */
  async function copyExample(name: string, { plain, secret }: StackConfiguration = {}) {
    tested.push(name);
    const files = runnable.find((example) => example.name === name)?.files ?? {};
    const jenkins = await startJenkins();
    const stack = await createStack({ files, install: isWholeRun ? installByNpm : installShared });
    await stack.configure({
      plain: { "jenkins:url": jenkins.url, "jenkins:username": "admin", ...plain },
      secret: { "jenkins:password": "admin-pw", ...secret },
    });
    return { jenkins, stack };
  }
});

async function leavesNothingBehind(stack: TestStack, ...controllers: readonly EmbeddedJenkins[]) {
  await stack.destroy();
  for (const controller of controllers) {
    for (const id of ["admin", "alice", "svc"]) expect(controller.tokens(id)).toEqual([]);
  }
}

async function whoIs({ url }: EmbeddedJenkins, authorization = ""): Promise<string | undefined> {
  const response = await fetch(`${url}/whoAmI/api/json`, { headers: { authorization } });
  return response.ok ? ((await response.json()) as { name: string }).name : undefined;
}

const toHeader = (username: string, password = "") =>
  `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
