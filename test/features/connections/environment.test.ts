import { describe, expect, it } from "vitest";
import { startJenkins } from "../../support/jenkins.ts";
import { failureOf } from "../../support/lifecycleFailure.ts";
import { startProvider } from "../../support/lifecycleProvider.ts";
import { complaints, create, destroy } from "../../support/lifecycleResource.ts";

describe("the credential of the environment", () => {
  it("logs in where the stack's configuration has the URL and the user", async () => {
    const jenkins = await startJenkins();
    const { tokenValue } = jenkins.generateToken("alice", "the login of CI");
    const config = { "jenkins:url": jenkins.url, "jenkins:username": "alice" };
    const environment = { JENKINS_API_TOKEN: `${tokenValue}\n`, JENKINS_URL: `${jenkins.url}/` };
    const provider = startProvider(config, { environment });
    await destroy(provider, await create(provider));
    expect(jenkins.tokens("alice").map(({ name }) => name)).toEqual(["the login of CI"]);
    expect(provider.warnings).toEqual([
      "JENKINS_API_TOKEN ends with white space or a line break, which is left out.",
    ]);
  });

  it("is never sent to another controller than its own", async () => {
    const [jenkins, other] = [await startJenkins(), await startJenkins()];
    const config = { "jenkins:url": other.url, "jenkins:username": "alice" };
    const environment = { JENKINS_PASSWORD: "alice-pw", JENKINS_URL: jenkins.url };
    const provider = startProvider(config, { environment });
    expect(await complaints(provider, {})).toEqual([
      expect.stringContaining(`JENKINS_PASSWORD is set, but not used:\n  JENKINS_URL is another controller`),
    ]);
    expect(await failureOf(create(provider))).toBeDefined();
    expect(other.requests).toEqual([]);
  });
});

it("a controller and a connection exclude each other", async () => {
  const connection = { url: "https://ci.example.com", username: "alice", apiToken: { env: "TOKEN" } };
  expect(await complaints(startProvider({}), { controller: "eu", connection })).toEqual([
    "connection: is given besides controller; give only one of the two",
  ]);
});
