import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createAuthority } from "../../emulator/certificates.ts";
import { startProxy, startTlsJenkins } from "../support/network.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { createStack } from "./support/pulumiStack.ts";

const program = `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  for (const controller of ["eu", "us"]) {
    const token = new JenkinsApiToken("deploy-" + controller, { controller });
    exports[controller] = { username: token.username, url: token.url, tokenValue: token.tokenValue };
  }
`;

interface Outputs {
  readonly eu: { readonly username: string; readonly url: string; readonly tokenValue: string };
  readonly us: { readonly username: string; readonly url: string; readonly tokenValue: string };
}

const proxyLogin = { username: "pulumi", password: "proxy-password-1" };
const gatewayHeaders = { "X-Gateway-Key": "gateway-key-1" };

/** One controller behind a proxy with a login, a gateway and a private authority; and one that requires a client certificate. */
async function startControllers() {
  const host = "ci-eu.corp.example";
  const eu = await startTlsJenkins(
    { hosts: [host] },
    { contextPath: "/jenkins", requiredHeaders: gatewayHeaders },
  );
  const hosts = { [`${host}:443`]: new URL(eu.jenkins.url).host };
  const proxy = await startProxy({ credentials: proxyLogin, hosts });
  const clients = await createAuthority("Clients");
  const us = await startTlsJenkins({}, { clients });
  const client = await clients.issue({ commonName: "pulumi" });
  const folder = await temporaryFolder();
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const { tokenValue: apiToken } = us.jenkins.generateToken("svc", "the login");
  const plain = {
    "eu.url": `https://${host}/jenkins/`,
    "eu.username": "alice",
    "eu.caCert": eu.authority.cert,
    "us.url": us.jenkins.url,
    "us.username": "svc",
    "us.caCert": await file("authority.pem", us.authority.cert),
    "us.clientCert": await file("client.pem", client.cert),
    "us.clientKey": await file("client.key", client.key),
  };
  const secret = {
    "eu.password": "alice-pw",
    "eu.proxy": proxy.urlWithLogin,
    "eu.headers.X-Gateway-Key": gatewayHeaders["X-Gateway-Key"],
    "us.apiToken": apiToken,
  };
  return { eu: eu.jenkins, us: us.jenkins, proxy, plain, secret };
}

/** The flags of `pulumi config set-all` for keys of named controllers. */
function toFlags(flag: "--plaintext" | "--secret", settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([key, value]) => [flag, `jenkins:controllers.${key}=${value}`]);
}

describe("two named controllers of one stack, with authorities and logins of their own", () => {
  it("work at the same time, keep their credentials out of the tokens' state, and may change them", async () => {
    const { eu, us, proxy, plain, secret } = await startControllers();
    const secrets = [...Object.values(secret), proxyLogin.password];
    const stack = await createStack({ program, secrets });
    const setAll = ["config", "set-all", "--path"];
    await stack.pulumi(...setAll, ...toFlags("--plaintext", plain), ...toFlags("--secret", secret));
    await stack.up();

    const outputs = await stack.outputs<Outputs>();
    expect(outputs.eu).toMatchObject({ username: "alice", url: "https://ci-eu.corp.example/jenkins" });
    expect(outputs.us).toMatchObject({ username: "svc", url: us.url });
    expect(eu.tokens("alice")).toHaveLength(1);
    expect(us.tokens("svc")).toHaveLength(2);
    expect(new Set(proxy.requests.map(({ status }) => status))).toEqual(new Set([200]));

    const { resources } = await stack.state();
    const tokens = resources.filter(({ type }) => type.endsWith("jenkins:ApiToken"));
    expect(tokens.map(({ inputs }) => inputs.controller).toSorted()).toEqual(["eu", "us"]);
    for (const { inputs, outputs: outs } of tokens) {
      expect(
        Object.keys({ ...inputs, ...outs }).filter((key) => /connection|password|apiToken$/.test(key)),
      ).toEqual([]);
      expect(JSON.stringify([inputs, outs])).not.toContain("BEGIN CERTIFICATE");
    }

    eu.setPassword("alice", "rotated-password-1");
    const { tokenValue: rotated } = us.generateToken("svc", "the next login");
    const rotatedSecrets = { "eu.password": "rotated-password-1", "us.apiToken": rotated };
    await stack.pulumi(...setAll, ...toFlags("--secret", rotatedSecrets));
    expect(await stack.up("--expect-no-changes")).toContain("3 unchanged");
    await stack.destroy();
    expect(eu.tokens("alice")).toEqual([]);
    expect(us.tokens("svc").map(({ name }) => name)).toEqual(["the login", "the next login"]);
  });

  it("are named where a third one is asked for, by preview and without the network", async () => {
    const stack = await createStack({
      program: `
        const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
        new JenkinsApiToken("deploy", { controller: "asia" });
      `,
    });
    const settings = { "eu.url": "https://eu.invalid", "us.url": "https://us.invalid" };
    await stack.pulumi("config", "set-all", "--path", ...toFlags("--plaintext", settings));
    expect(await stack.fails("preview")).toContain(
      "controller: 'asia' is not in jenkins:controllers of the stack's configuration; there are eu, us",
    );
  });
});
