import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { startBuild, startJenkins } from "../support/jenkins.ts";
import { createStack } from "./support/pulumiStack.ts";

/** A program that declares 40 tokens, each for the user of its turn, and outputs them all. */
const declareForty = (users: readonly string[]) => `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  const users = ${JSON.stringify(users)};
  for (let index = 0; index < 40; index++) {
    const username = users[index % users.length];
    const token = new JenkinsApiToken("ci" + index, { username });
    exports["ci" + index] = token.basicAuth;
  }
`;

type Outputs = Record<string, { username: string; password: string }>;

describe("40 tokens in one up", () => {
  it("are all created for one user, work, and are all revoked", async () => {
    const jenkins = await startJenkins();
    const stack = await createStack({ jenkins, program: declareForty(["alice"]) });
    expect(await stack.up()).toContain("41 created");
    expect(jenkins.tokens("alice")).toHaveLength(40);
    expect(await buildWithEach(jenkins, await stack.outputs<Outputs>())).toEqual(Array(40).fill(201));
    expect(statuses(jenkins)).not.toContain(500);
    await stack.destroy();
    expect(jenkins.tokens("alice")).toEqual([]);
  });

  it("are all created for eight users by an administrator, work, and are all revoked", async () => {
    const users = Array.from({ length: 8 }, (_, index) => ({ id: `user ${index}` }));
    const ids = users.map(({ id }) => id);
    const admin = { id: "admin", password: "admin-pw", administrator: true };
    const jenkins = await startJenkins({ users: [admin, ...users], adminCanGenerateNewTokens: true });
    const environment = { JENKINS_USER_ID: "admin", JENKINS_PASSWORD: "admin-pw" };
    const stack = await createStack({ jenkins, environment, program: declareForty(ids) });
    expect(await stack.up()).toContain("41 created");
    for (const id of ids) expect(jenkins.tokens(id)).toHaveLength(5);
    expect(await buildWithEach(jenkins, await stack.outputs<Outputs>())).toEqual(Array(40).fill(201));
    expect(statuses(jenkins)).not.toContain(500);
    await stack.destroy();
    for (const id of ids) expect(jenkins.tokens(id)).toEqual([]);
  });
});

/** Starts a build with each token; every one of them has its own. */
async function buildWithEach({ url }: EmbeddedJenkins, outputs: Outputs): Promise<number[]> {
  const logins = Object.values(outputs);
  expect(new Set(logins.map(({ password }) => password)).size).toBe(logins.length);
  return Promise.all(logins.map(({ username, password }) => startBuild(url, username, password)));
}

function statuses({ requests }: EmbeddedJenkins): (number | undefined)[] {
  return requests.map(({ status }) => status);
}
