import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type EmbeddedJenkinsOptions, identityAwareProxy, requireCookie } from "../../../emulator/index.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { failureOf, noteSecret } from "../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider, tokenLogin } from "../../support/lifecycleProvider.ts";
import { create, destroy, preview, refresh } from "../../support/lifecycleResource.ts";
import { startProxy, startTlsJenkins } from "../../support/network.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

/** A gateway whose tokens are valid for an hour, and what changes the time. */
function startGateway() {
  let time = new Date("2026-01-05T08:00:00Z");
  const { gateway, issueToken } = identityAwareProxy({ clock: { now: () => time } });
  return {
    gateway,
    issueBearer() {
      const token = issueToken();
      noteSecret(token);
      return `Bearer ${token}`;
    },
    waitADay() {
      time = new Date(time.getTime() + 86_400_000);
    },
  };
}

describe("a gateway whose tokens are valid for an hour", () => {
  it.each(["a resource's connection", "the stack's configuration", "a named controller"])(
    "is passed by each command of Pulumi with the token of today, by a reference in %s",
    async (place) => {
      const { gateway, issueBearer, waitADay } = startGateway();
      const jenkins = await startJenkins({ gateways: [gateway] });
      const file = join(await temporaryFolder(), "bearer");
      const headers = { "Proxy-Authorization": { file } };
      const login = { url: jenkins.url, username: "alice", password: { env: "PASSWORD_OF_ALICE" } };
      const settings = {
        "jenkins:url": jenkins.url,
        "jenkins:username": "alice",
        "jenkins:password": '{"env":"PASSWORD_OF_ALICE"}',
        "jenkins:headers": JSON.stringify(headers),
        "jenkins:controllers": JSON.stringify({ eu: { ...login, headers } }),
      };
      const [config, args] = {
        "a resource's connection": [{}, { connection: { ...login, headers } }] as const,
        "the stack's configuration": [settings, {}] as const,
        "a named controller": [settings, { controller: "eu" }] as const,
      }[place] ?? [{}, {}];
      /** A provider process of a new command. */
      const startCommand = () => {
        writeFileSync(file, `${issueBearer()}\n`);
        return startProvider(config, { environment: { PASSWORD_OF_ALICE: "alice-pw" } });
      };
      const resource = await create(startCommand(), args);
      expect(JSON.stringify(resource)).not.toMatch(/Bearer|alice-pw/);
      waitADay();
      expect(await preview(startCommand(), resource, args)).toEqual({ changes: false, replaces: [] });
      expect(await refresh(startCommand(), resource)).toBeDefined();
      await destroy(startCommand(), resource);
      expect(jenkins.tokens("alice")).toEqual([]);
    },
  );

  it("may be behind a proxy, which doesn't get the token", async () => {
    const { gateway, issueBearer } = startGateway();
    const { jenkins, authority } = await startTlsJenkins({}, { gateways: [gateway] });
    const proxy = await startProxy({ credentials: { username: "pulumi", password: "proxy-password-8" } });
    const settings = {
      ...passwordLogin(jenkins, "alice"),
      "jenkins:caCert": authority.cert,
      "jenkins:proxy": proxy.urlWithLogin,
      "jenkins:headers": JSON.stringify({ "Proxy-Authorization": issueBearer() }),
    };
    await create(startProvider(settings));
    expect(proxy.requests.map(({ status }) => status)).not.toContain(407);
  });
});

describe("a gateway that wants a cookie", () => {
  const wanted = { gateways: [requireCookie("_oauth2_proxy", "cookie-of-oauth2-4711")] };

  it.each([
    ["a password, beside the cookie of the session", passwordLogin],
    ["an API token", tokenLogin],
  ] as const)("gets it with a login by %s", async (_, login) => {
    const jenkins = await startJenkins(wanted satisfies EmbeddedJenkinsOptions);
    const headers = { cookie: "theme=dark; _oauth2_proxy=cookie-of-oauth2-4711" };
    const settings = { ...login(jenkins, "alice"), "jenkins:headers": JSON.stringify(headers) };
    const provider = startProvider(settings);
    await destroy(provider, await create(provider));
    expect(jenkins.requests.map(({ status }) => status)).not.toContain(401);
  });
});

it("a reference that can't be read ends the operation with the setting and the reason", async () => {
  const jenkins = await startJenkins();
  const connection = { url: jenkins.url, username: "alice", password: { command: ["no-such-program"] } };
  const error = await failureOf(create(startProvider({}), { connection }));
  expect(error).toMatchObject({ code: "connectionInvalid" });
  expect(error.message).toContain("connection.password: the command no-such-program was not found");
});
