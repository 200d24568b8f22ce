import { expect, it } from "vitest";
import { startBuild, startJenkins } from "../support/jenkins.ts";
import { declareToken, pluginProject } from "./support/pluginProject.ts";
import { createStack } from "./support/pulumiStack.ts";

it("one program manages tokens on two controllers, by two explicit providers", async () => {
  const [eu, us] = [await startJenkins(), await startJenkins({ contextPath: "/jenkins" })];
  const stack = await createStack({
    files: pluginProject,
    program: `
      const pulumi = require("@pulumi/pulumi");
      const jenkins = require("./jenkins");
      const provider = (name, url) =>
        new jenkins.Provider(name, { url, username: "alice", password: pulumi.secret("alice-pw"), maxRetries: "1" });
      const eu = new jenkins.ApiToken("eu", {}, { provider: provider("eu", ${JSON.stringify(eu.url)}) });
      const us = new jenkins.ApiToken("us", {}, { provider: provider("us", ${JSON.stringify(us.url)}) });
      module.exports = { eu: eu.tokenValue, us: us.tokenValue };
    `,
  });
  await stack.up();
  const tokens = await stack.outputs();
  expect(await startBuild(eu.url, "alice", tokens.eu)).toBe(201);
  expect(await startBuild(us.url, "alice", tokens.us)).toBe(201);
  expect(await stack.up()).toContain("5 unchanged");
  await stack.destroy();
  expect([...eu.tokens("alice"), ...us.tokens("alice")]).toEqual([]);
});

it("a provider logs in with what another resource creates, which no preview knows", async () => {
  const jenkins = await startJenkins({ adminCanGenerateNewTokens: true });
  const program = (version: number) => `
    const jenkins = require("./jenkins");
    const login = new jenkins.ApiToken("login", { version: ${version} });
    const provider = new jenkins.Provider("own", { url: ${JSON.stringify(jenkins.url)}, username: "admin", apiToken: login.tokenValue });
    const token = new jenkins.ApiToken("ci", { username: "svc" }, { provider });
    module.exports = { value: token.tokenValue, login: login.tokenValue };
  `;
  const stack = await createStack({
    files: pluginProject,
    program: program(1),
    environment: { JENKINS_URL: jenkins.url, JENKINS_USER_ID: "admin", JENKINS_PASSWORD: "admin-pw" },
  });
  expect(await stack.preview()).toContain("4 to create");
  await stack.up();
  const first = await stack.outputs();
  expect(await startBuild(jenkins.url, "svc", first.value)).toBe(201);
  await stack.write(program(2));
  await stack.up();
  const second = await stack.outputs();
  expect(second.login).not.toBe(first.login);
  expect(second.value).toBe(first.value);
  await stack.destroy();
  expect([...jenkins.tokens("admin"), ...jenkins.tokens("svc")]).toEqual([]);
});

it("lists a user's tokens for the program", async () => {
  const jenkins = await startJenkins();
  const { tokenUuid } = jenkins.generateToken("alice", "by hand");
  const stack = await createStack({
    jenkins,
    files: pluginProject,
    program: `
      const jenkins = require("./jenkins");
      exports.uuids = jenkins.getApiTokens({ username: "alice" }).apply(({ tokens }) => tokens.map((token) => token.tokenUuid));
    `,
  });
  await stack.up();
  expect(await stack.outputs()).toEqual({ uuids: [tokenUuid] });
});

it("a changed URL of a provider changes no token that is still listed there", async () => {
  const jenkins = await startJenkins();
  const stack = await createStack({ jenkins, files: pluginProject, program: declareToken("{}") });
  await stack.up();
  const { value } = await stack.outputs();
  stack.environment.JENKINS_URL = jenkins.url.replace("127.0.0.1", "localhost");
  expect(await stack.up()).toContain("1 updated");
  expect((await stack.outputs()).value).toBe(value);
  await stack.destroy();
});
