import { describe, expect, it } from "vitest";
import { startEmbeddedJenkins } from "../../emulator/index.ts";
import { startBuild, startJenkins } from "../support/jenkins.ts";
import { createStack } from "./support/pulumiStack.ts";

/** A program that declares tokens by name with these inputs. */
const declare = (tokens: Record<string, unknown>) => `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  for (const [name, inputs] of Object.entries(${JSON.stringify(tokens)})) {
    exports[name] = new JenkinsApiToken(name, inputs).tokenValue;
  }
`;

const good = {};

describe("what is wrong with the inputs", () => {
  it("is reported by preview, all at once, with the names of the inputs and without their values", async () => {
    const jenkins = await startJenkins();
    const inputs = {
      usrname: "alice",
      username: "",
      tokenName: " ",
      version: true,
      triggers: "now",
      adopt: { tokenUuid: "5a8ff0f6-ff18-4d4d-b9ae-a8ad0ff1dd4f", tokenVal: "secret-0" },
      connection: {
        url: "ftp://ci.example.com",
        username: "alice",
        apiToken: "secret-1",
        password: "secret-2",
      },
    };
    const secrets = ["secret-0", "secret-1", "secret-2"];
    const stack = await createStack({ jenkins, secrets, program: declare({ bad: inputs }) });
    const output = await stack.fails("preview");
    expect(output).toContain("usrname: no such input; did you mean username?");
    expect(output).toContain("username: must not be empty");
    expect(output).toContain("tokenName: must not be blank");
    expect(output).toContain("version: must be a number or a string");
    expect(output).toContain("triggers: must be a map");
    expect(output).toContain("adopt.tokenVal: no such input; did you mean tokenValue?");
    expect(output).toContain("connection.url: must start with https:// or http://");
    expect(output).toContain("connection.password: is given besides apiToken; give only one of the two");
    expect(jenkins.requests).toEqual([]);
  });

  it("is reported for a URL with credentials, without showing them, and for missing credentials", async () => {
    const connection = { url: "https://alice:secret-3@ci.example.com", username: "alice" };
    const stack = await createStack({ secrets: ["secret-3"], program: declare({ bad: { connection } }) });
    const output = await stack.fails("preview");
    expect(output).toContain(
      "connection.url: must not carry credentials; use username, and apiToken or password",
    );
    expect(output).toContain("connection.apiToken: is missing; give either apiToken or password");
  });

  it("is reported by the names of the stack's configuration and of the environment", async () => {
    const stack = await createStack({ program: declare({ good }) });
    const missing = await stack.fails("preview");
    expect(missing).toContain("No Jenkins connection is configured");
    expect(missing).toContain("pulumi config set jenkins:url");
    expect(missing).toContain("JENKINS_URL");

    stack.environment.JENKINS_URL = "ci.example.com";
    const inEnvironment = await stack.fails("preview");
    expect(inEnvironment).toContain("JENKINS_URL: must be a URL such as https://ci.example.com/jenkins");
    expect(inEnvironment).toContain("JENKINS_USER_ID: is missing");
    expect(inEnvironment).toContain("JENKINS_API_TOKEN: is missing");

    await stack.configure({ plain: { "jenkins:username": "alice" } });
    const inConfiguration = await stack.fails("preview");
    expect(inConfiguration).toContain("jenkins:url: is missing");
    expect(inConfiguration).toContain("jenkins:apiToken: is missing; give either apiToken or password");
  });
});

describe("what only Jenkins can report", () => {
  it("is reported by up, each with what to do, and changes nothing that exists", async () => {
    const jenkins = await startJenkins();
    const stack = await createStack({ jenkins, program: declare({ good }) });
    await stack.up();
    const before = await stack.outputs();

    const { url } = jenkins;
    const alice = { url, username: "alice", password: "alice-pw" };
    const admin = { url, username: "admin", password: "admin-pw" };
    const tokens = {
      good,
      unreachable: { connection: { ...alice, url: "http://127.0.0.1:1", maxRetries: 0 } },
      wrongPath: { connection: { ...alice, url: `${url}/ci` } },
      wrongPassword: { connection: { ...alice, password: "wrong-password-2" } },
      unknownUser: { username: "nobody", connection: admin },
      withoutFlag: { username: "svc", method: "rest", connection: admin },
      notOwn: { username: "svc", connection: alice },
    };
    await stack.write(declare(tokens));
    const output = await stack.fails("up", "--continue-on-error");
    expect(output).toContain("Jenkins at http://127.0.0.1:1 can't be reached");
    expect(output).toContain("Check the URL (host and port)");
    expect(output).toContain(`Jenkins responds at ${url}, but not at ${url}/ci.`);
    expect(output).toContain(`Set \`url\` of the connection to ${url}.`);
    expect(output).toContain(`Jenkins at ${url} refused the login of 'alice' (401)`);
    expect(output).toContain(
      "Check the username (the Jenkins user ID, not the full name) and the API token or password",
    );
    expect(output).toContain(`Jenkins at ${url} has no user 'nobody' (404)`);
    expect(output).toContain("Check `username`");
    expect(output).toContain("Jenkins does not let 'admin' create a token for 'svc' (403)");
    expect(output).toContain("-Djenkins.security.ApiTokenProperty.adminCanGenerateNewTokens=true");
    expect(output).toContain("script console");
    expect(output).toContain("'alice'");

    await stack.write(declare({ good }));
    expect(await stack.up()).toContain("2 unchanged");
    expect(await stack.outputs()).toEqual(before);
    expect(await startBuild(url, "alice", before.good)).toBe(201);
    for (const id of ["alice", "admin", "svc"])
      expect(jenkins.tokens(id)).toHaveLength(id === "alice" ? 1 : 0);
  });
});

describe("the advice of an error works", () => {
  it("where the credential in a connection has changed: up first, then destroy", async () => {
    const jenkins = await startJenkins();
    const [first, second] = ["first", "second"].map((name) =>
      jenkins.generateToken("alice", `${name} login`),
    );
    if (!first || !second) throw new Error("two logins");
    const over = (apiToken: string) =>
      declare({ ci: { connection: { url: jenkins.url, username: "alice", apiToken } } });
    const stack = await createStack({
      program: over(first.tokenValue),
      secrets: [first.tokenValue, second.tokenValue],
    });
    await stack.up();
    jenkins.revokeToken("alice", first.tokenUuid);
    await stack.write(over(second.tokenValue));

    const refused = await stack.fails("destroy");
    expect(refused).toContain("error code: wrongCredentials");
    expect(refused).toContain(
      "use the configuration of the last `pulumi up`: after a change, run `pulumi up` first",
    );
    await stack.up();
    await stack.destroy();
    expect(jenkins.tokens("alice").map(({ name }) => name)).toEqual(["second login"]);
  });

  it("where the controller is removed for good: remove its tokens from the state", async () => {
    const jenkins = await startEmbeddedJenkins();
    const stack = await createStack({ jenkins, program: declare({ good }) });
    await stack.configure({
      plain: { "jenkins:url": jenkins.url, "jenkins:username": "alice", "jenkins:maxRetries": "0" },
    });
    await stack.up();
    await jenkins.close();

    const unreachable = await stack.fails("destroy");
    expect(unreachable).toContain("`pulumi state delete URN` (`pulumi stack --show-urns` lists them)");
    const listed = await stack.pulumi("stack", "--show-urns");
    const [urn = ""] = /urn:pulumi:\S*ApiToken::good/.exec(listed) ?? [];
    await stack.pulumi("state", "delete", urn, "--yes");
    await stack.destroy();
    expect((await stack.state()).resources ?? []).toEqual([]);
  });
});
