import { describe, expect, it } from "vitest";
import { startBuild, startJenkins } from "../support/jenkins.ts";
import { createStack } from "./support/pulumiStack.ts";

const one = `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  const token = new JenkinsApiToken("ci");
  module.exports = { username: token.username, value: token.tokenValue };
`;

/** A password makes the first token, which makes the second. */
const bootstrap = (version: number) => `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  const first = new JenkinsApiToken("first", { version: ${version} });
  const connection = { url: first.url, username: first.username, apiToken: first.tokenValue };
  const second = new JenkinsApiToken("second", { connection });
  module.exports = { username: second.username, value: second.tokenValue };
`;

describe("a connection", () => {
  it("comes from the environment", async () => {
    const jenkins = await startJenkins({ contextPath: "/jenkins" });
    const stack = await createStack({ jenkins, program: one });
    await stack.up();
    const { username, value } = await stack.outputs();
    expect(username).toBe("alice");
    expect(await startBuild(jenkins.url, "alice", value)).toBe(201);
  });

  it("comes from the stack's configuration before the environment, and may be another one tomorrow", async () => {
    const jenkins = await startJenkins();
    const environment = {
      JENKINS_URL: "http://127.0.0.1:1",
      JENKINS_USER_ID: "nobody",
      JENKINS_PASSWORD: "password-of-nobody-1",
    };
    const stack = await createStack({ environment, program: one });
    const plain = { "jenkins:url": jenkins.url, "jenkins:username": "alice" };
    await stack.configure({ plain, secret: { "jenkins:password": "alice-pw" } });
    await stack.up();
    const { value } = await stack.outputs();
    expect(await startBuild(jenkins.url, "alice", value)).toBe(201);

    jenkins.setPassword("alice", "rotated-password-2");
    await stack.configure({ secret: { "jenkins:password": "rotated-password-2" } });
    expect(await stack.up("--expect-no-changes")).toContain("2 unchanged");

    jenkins.setPassword("alice", "rotated-password-3");
    await stack.configure({ secret: { "jenkins:password": "rotated-password-3" } });
    expect(await stack.fails("destroy")).toContain("--run-program");
    expect(await startBuild(jenkins.url, "alice", value)).toBe(201);
    await stack.destroy("--run-program");
    expect(jenkins.tokens("alice")).toEqual([]);
  });

  it("comes from another token, also while that one is still to be made, and when it is rotated", async () => {
    const jenkins = await startJenkins();
    const stack = await createStack({ jenkins, program: bootstrap(1) });
    expect(await stack.preview()).toContain("3 to create");
    await stack.up();
    const { username, value } = await stack.outputs();
    expect(username).toBe("alice");
    expect(await startBuild(jenkins.url, "alice", value)).toBe(201);
    expect(jenkins.tokens("alice")).toHaveLength(2);
    const generated = jenkins.requests.filter(({ path }) => path.endsWith("/generateNewToken"));
    expect(generated.map(({ signedInBy }) => signedInBy)).toEqual(["password", "apiToken"]);

    await stack.write(bootstrap(2));
    const output = await stack.up();
    expect(output).toContain("1 replaced");
    expect(output).toContain("1 updated");
    expect((await stack.outputs()).value).toBe(value);
    expect(jenkins.tokens("alice")).toHaveLength(2);

    expect(await stack.up()).toContain("3 unchanged");
    await stack.destroy();
    expect(jenkins.tokens("alice")).toEqual([]);
  });
});
