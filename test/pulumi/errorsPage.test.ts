import { describe, expect, it } from "vitest";
import type { JenkinsErrorCode } from "../../provider/errors/catalogue.ts";
import { startJenkins } from "../support/jenkins.ts";
import { startGateway } from "../support/lifecycleGateway.ts";
import { closedPort, startProxy, startTlsJenkins, startWebServer } from "../support/network.ts";
import { toStable } from "../support/stableText.ts";
import { createStack } from "./support/pulumiStack.ts";

type Inputs = Readonly<Record<string, unknown>>;

/** The inputs of a token of alice, whose connection never retries. */
function over(url: string, connection: Inputs = {}, more: Inputs = {}): Inputs {
  const password = "apiToken" in connection ? {} : { password: "alice-pw" };
  return { connection: { url, username: "alice", maxRetries: 0, ...password, ...connection }, ...more };
}

const asAdmin = { username: "admin", password: "admin-pw" };
const crumbPath = "/crumbIssuer/api/json";

/** The most common errors, each as the inputs of a token that can't be created. */
const situations: Partial<Record<JenkinsErrorCode, () => Promise<Inputs>>> = {
  unreachable: async () => over(`http://${closedPort}`),
  tlsUnknownIssuer: async () => over((await startTlsJenkins()).jenkins.url),
  tlsWrongHost: async () => {
    const { jenkins, authority } = await startTlsJenkins({
      hosts: ["ci-1.corp.example", "ci-2.corp.example"],
    });
    return over(jenkins.url, { caCert: authority.cert });
  },
  proxyAuthentication: async () => {
    const { url } = await startProxy({ credentials: { username: "pulumi", password: "proxy-password-3" } });
    return over((await startTlsJenkins()).jenkins.url, { proxy: url });
  },
  starting: async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "booting", statuses: [503], times: 99 });
    return over(jenkins.url);
  },
  notJenkins: async () => over(await startWebServer((_request, response) => response.writeHead(404).end())),
  wrongPath: async () => over(new URL((await startJenkins({ contextPath: "/jenkins" })).url).origin),
  redirected: async () => {
    const gateway = await startGateway(await startJenkins());
    gateway.respond(crumbPath, {
      status: 301,
      headers: { location: `https://jenkins.example.com${crumbPath}` },
    });
    return over(gateway.url);
  },
  singleSignOn: async () => over((await startJenkins({ singleSignOn: true })).url),
  wrongCredentials: async () => over((await startJenkins()).url, { password: "wrong-password-1" }),
  crumbRefused: async () => {
    const gateway = await startGateway(await startJenkins());
    const body = JSON.stringify({ crumbRequestField: "Jenkins-Crumb", crumb: "of another session" });
    gateway.respond(crumbPath, { status: 200, body });
    return over(gateway.url);
  },
  crumbWanted: async () => over((await startJenkins()).url, { apiToken: "alice-pw" }),
  adminCannotGenerate: async () =>
    over((await startJenkins()).url, asAdmin, { username: "svc", method: "rest" }),
  unknownUser: async () => over((await startJenkins()).url, asAdmin, { username: "Svc Argo" }),
  expiryNotSupported: async () =>
    over((await startJenkins({ version: "2.541.3" })).url, {}, { expiresInDays: 90 }),
  generateOutcomeUnknown: async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "status", status: 504, when: "afterEffect", path: /generateNewToken/ });
    return over(jenkins.url);
  },
};

/** A program that declares tokens by name with these inputs. */
const declare = (tokens: Inputs) => `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  for (const [name, inputs] of Object.entries(${JSON.stringify(tokens)})) new JenkinsApiToken(name, inputs);
`;

/** What the terminal shows of each resource under "Diagnostics", by its name; what differs from run to run is made the same. */
function diagnosticsOf(output: string): Map<string, string> {
  const all = output.slice(output.indexOf("\nDiagnostics:\n")).split("\nResources:\n")[0] ?? "";
  // Node's own, of what Pulumi loads.
  const diagnostics = all.replaceAll(
    /^ +\((node:\d+\) ExperimentalWarning|Use `node --trace-warnings).*\n(?:\n(?= {4}))?/gm,
    "",
  );
  const sections = diagnostics.split(/^(?= {2}\S+ \(.*\):$)/m).slice(1);
  return new Map(
    sections.map((section) => {
      const [, name = ""] = /\((.*)\):\n/.exec(section) ?? [];
      const isToken = name !== stackName;
      const shown = section
        .replaceAll(/^ {2}/gm, "")
        .replaceAll(isToken ? name : /$^/g, "argo-webhook")
        .trimEnd();
      return [name, `${toStable(shown)}\n`];
    }),
  );
}

/** Where the engine shows what a dynamic provider prints. */
const stackName = "tokens-test";

/** Of the resource that meets an error. */
const nameFor = (code: string) => `with-${code}`;

const fileOf = (name: string) => `./errorsPage/${name}.txt`;

describe("the terminal shows a person what happened and what to do", () => {
  it("where Jenkins, or what stands before it, doesn't do what it was asked", async () => {
    const inputs = Object.fromEntries(
      await Promise.all(
        Object.entries(situations).map(
          async ([code, situation]) => [nameFor(code), await situation()] as const,
        ),
      ),
    );
    const secrets = ["wrong-password-1", "proxy-password-3"];
    const stack = await createStack({ program: declare(inputs), secrets });
    const diagnostics = diagnosticsOf(await stack.fails("up", "--continue-on-error"));
    for (const code of Object.keys(situations)) {
      const shown = diagnostics.get(nameFor(code)) ?? "";
      expect(shown).toContain(`error code: ${code}`);
      await expect(shown).toMatchFileSnapshot(fileOf(code));
    }
  });

  it("where there is no connection", async () => {
    const stack = await createStack({ program: declare({ "argo-webhook": {} }) });
    const diagnostics = diagnosticsOf(await stack.fails("preview"));
    await expect(diagnostics.get("argo-webhook")).toMatchFileSnapshot(fileOf("connectionMissing"));
  });

  it("where inputs and connection are wrong, all at once and without the network", async () => {
    const connection = {
      url: "ci.example.com",
      username: "alice",
      apiToken: "one-secret-4711",
      password: "another-secret-4711",
    };
    const inputs = {
      usrname: "svc-argo",
      version: true,
      expiresOn: "2026-02-30",
      overlapDays: 0,
      connection,
    };
    const secrets = ["one-secret-4711", "another-secret-4711"];
    const stack = await createStack({ program: declare({ "argo-webhook": inputs }), secrets });
    const diagnostics = diagnosticsOf(await stack.fails("preview"));
    await expect(diagnostics.get("argo-webhook")).toMatchFileSnapshot(fileOf("inputs"));
  });

  it("where the credential of the environment belongs to another controller", async () => {
    const environment = {
      JENKINS_URL: "https://ci.other.example",
      JENKINS_API_TOKEN: "other-controller-4711",
    };
    const stack = await createStack({ program: declare({ "argo-webhook": {} }), environment });
    await stack.configure({
      plain: { "jenkins:url": "https://ci.example.com", "jenkins:username": "svc-argo" },
    });
    const diagnostics = diagnosticsOf(await stack.fails("preview"));
    await expect(diagnostics.get("argo-webhook")).toMatchFileSnapshot(fileOf("missingCredential"));
  });

  it("where UUID and value of a token to adopt are swapped", async () => {
    const tokenValue = "11cd9ab2f4e2721dfdf0091cca316f0a3e";
    const adopt = { tokenUuid: tokenValue, tokenValue: "ebcf72f5-67df-481e-950f-55c16383b3ce" };
    const stack = await createStack({
      program: declare({ "argo-webhook": { adopt } }),
      jenkins: await startJenkins(),
      secrets: [tokenValue],
    });
    const diagnostics = diagnosticsOf(await stack.fails("preview"));
    await expect(diagnostics.get("argo-webhook")).toMatchFileSnapshot(fileOf("adoptSwapped"));
  });

  it("where a key of the configuration is misspelt, which is a warning", async () => {
    const stack = await createStack({
      program: declare({ "argo-webhook": {} }),
      jenkins: await startJenkins(),
    });
    await stack.configure({ plain: { "jenkins:insecureSkipTLSVerify": "true" } });
    const diagnostics = diagnosticsOf(await stack.preview());
    await expect(diagnostics.get(stackName)).toMatchFileSnapshot(fileOf("misspeltKey"));
  });

  it("where a preview is going to replace a token, or another login would replace it", async () => {
    const [jenkins, other] = [await startJenkins(), await startJenkins()];
    const program = declare({ "argo-webhook": { expiresInDays: 90 } });
    const stack = await createStack({ program, jenkins });
    await stack.up();

    stack.environment.JENKINS_URL = other.url;
    const moved = (await stack.preview()).replaceAll(other.url, "http://localhost:8081");
    await expect(diagnosticsOf(moved).get(stackName)).toMatchFileSnapshot(fileOf("changedUrl"));

    stack.environment.JENKINS_URL = jenkins.url;
    const state = await stack.export();
    await stack.writeFiles({
      "expired.json": state.replaceAll(/"expiresOn": "[0-9-]+"/g, '"expiresOn": "2026-01-31"'),
      "state.json": state,
    });
    await stack.pulumi("stack", "import", "--file", "expired.json");
    const expired = diagnosticsOf(await stack.preview());
    await expect(expired.get(stackName)).toMatchFileSnapshot(fileOf("expired"));
    await stack.pulumi("stack", "import", "--file", "state.json");

    const urn = (await stack.state()).resources.find(({ type }) => type.endsWith("ApiToken"))?.urn ?? "";
    Object.assign(stack.environment, { JENKINS_USER_ID: "admin", JENKINS_PASSWORD: "admin-pw" });
    const replaced = diagnosticsOf(await stack.fails("up", "--replace", urn));
    await expect(replaced.get("argo-webhook")).toMatchFileSnapshot(fileOf("ownerChanged"));
    expect(jenkins.tokens("alice")).toHaveLength(1);
  });
});
