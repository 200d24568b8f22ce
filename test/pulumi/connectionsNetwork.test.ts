import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { startJenkins } from "../support/jenkins.ts";
import { startProxy, startTlsJenkins } from "../support/network.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { createStack } from "./support/pulumiStack.ts";

const program = `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  exports.value = new JenkinsApiToken("ci").tokenValue;
`;

describe("the environment of the CLI", () => {
  it("names the proxy and the authorities that count", async () => {
    const host = "ci.corp.example";
    const { jenkins, authority } = await startTlsJenkins({ hosts: [host] });
    const file = join(await temporaryFolder(), "authority.pem");
    await writeFile(file, authority.cert);
    const proxy = await startProxy({
      credentials: { username: "pulumi", password: "proxy-password-2" },
      hosts: { [`${host}:443`]: new URL(jenkins.url).host },
    });
    const environment = {
      NODE_EXTRA_CA_CERTS: file,
      HTTPS_PROXY: proxy.urlWithLogin,
      JENKINS_URL: `https://${host}`,
    };
    const stack = await createStack({ jenkins, environment, secrets: ["proxy-password-2"], program });
    await stack.up();
    expect(jenkins.tokens("alice")).toHaveLength(1);

    // Only the proxy knows the host.
    const count = proxy.requests.length;
    stack.environment.NO_PROXY = "example.com,.corp.example";
    expect(await stack.fails("destroy")).toContain("error code: unknownHost");
    expect(proxy.requests).toHaveLength(count);

    delete stack.environment.NO_PROXY;
    await stack.destroy();
    expect(jenkins.tokens("alice")).toEqual([]);
  });
});

describe("what a connection risks is shown each time", () => {
  it("where certificates aren't checked", async () => {
    const { jenkins } = await startTlsJenkins();
    const stack = await createStack({ jenkins, program });
    const plain = {
      "jenkins:url": jenkins.url,
      "jenkins:username": "alice",
      "jenkins:insecureSkipTlsVerify": "true",
    };
    await stack.configure({ plain, secret: { "jenkins:password": "alice-pw" } });
    const warning = "insecureSkipTlsVerify: the certificate of";
    expect(await stack.preview()).toContain(warning);
    expect(await stack.up()).toContain(warning);
    expect(await stack.up("--expect-no-changes")).toContain(warning);
    expect(await stack.destroy()).toContain(warning);
  });

  it("where there is no TLS on the network path", async () => {
    const jenkins = await startJenkins();
    const proxy = await startProxy({ hosts: { "ci.corp.example:80": new URL(jenkins.url).host } });
    const environment = { HTTP_PROXY: proxy.url, JENKINS_URL: "http://ci.corp.example" };
    const stack = await createStack({ jenkins, environment, program });
    expect(await stack.up()).toContain("The connection to ci.corp.example is not encrypted");
    expect(jenkins.tokens("alice")).toHaveLength(1);
    await stack.destroy();
  });
});

describe("a controller that is starting", () => {
  it("is waited for, with lines of progress, and Ctrl-C ends the wait at once", async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "booting", statuses: [503], times: Number.POSITIVE_INFINITY });
    const stack = await createStack({ program });
    const plain = {
      "jenkins:url": jenkins.url,
      "jenkins:username": "alice",
      "jenkins:maxRetries": "0",
      "jenkins:waitForReadySeconds": "36000",
    };
    await stack.configure({ plain, secret: { "jenkins:password": "alice-pw" } });
    const cli = stack.start("up");
    // The first request, and two looks while it waits.
    await vi.waitUntil(() => jenkins.requests.length >= 3, { timeout: 300_000, interval: 20 });
    cli.interrupt();
    const { exitCode, stdout } = await cli.finished;
    expect(exitCode).not.toBe(0);
    expect(stdout).toContain(`Waiting up to 36000 s for Jenkins at ${jenkins.url} to be ready.`);
    expect(stdout).toContain(`Jenkins at ${jenkins.url} is still starting (503).`);

    jenkins.faults.clear();
    await stack.up();
    expect(jenkins.tokens("alice")).toHaveLength(1);
    await stack.destroy();
    expect(jenkins.tokens("alice")).toEqual([]);
  });
});
