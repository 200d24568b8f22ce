import { expect, it } from "vitest";
import { startBuild, startJenkins } from "../support/jenkins.ts";
import { createStack } from "./support/pulumiStack.ts";

const names = ["a", "b", "c", "d"];

const program = (version: number) => `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  for (const name of ${JSON.stringify(names)}) {
    const token = new JenkinsApiToken(name, { username: "alice", version: ${version} });
    exports[name] = { uuid: token.tokenUuid, value: token.tokenValue };
  }
`;

type Outputs = Record<string, { readonly uuid: string; readonly value: string }>;

it.each(["alice", "admin"])(
  "four tokens of alice cause no refused login of hers in all their commands, with the login of %s",
  async (login) => {
    const jenkins = await startJenkins({ lockAfterRefusedLogins: 1 });
    const environment = { JENKINS_USER_ID: login, JENKINS_PASSWORD: `${login}-pw` };
    const stack = await createStack({ jenkins, environment, program: program(1) });
    await stack.up();
    await stack.write(program(2));
    expect(await stack.up()).toContain("4 replaced");
    const { a, b } = await stack.outputs<Outputs>();
    for (const revoked of [a, b]) jenkins.revokeToken("alice", revoked?.uuid ?? "");
    await stack.refresh();
    expect(await stack.up()).toContain("2 created");
    for (const { value } of Object.values(await stack.outputs<Outputs>()))
      expect(await startBuild(jenkins.url, "alice", value)).toBe(201);
    await stack.destroy();
    expect(jenkins.tokens("alice")).toEqual([]);
    expect(jenkins.refusedLogins()).toEqual([]);
  },
);
