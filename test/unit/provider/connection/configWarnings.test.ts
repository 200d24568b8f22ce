import { describe, expect, it } from "vitest";
import {
  configKeys,
  findConfigWarnings,
  unknownKeyWarnings,
} from "../../../../provider/connection/configWarnings.ts";
import { connectionKeys } from "../../../../provider/connection/connection.ts";

it("the keys of the configuration are those of a connection, and the named controllers", () => {
  expect([...configKeys].sort()).toEqual([...connectionKeys, "controllers"].sort());
});

describe("a key that means nothing", () => {
  it.each([
    [
      "another case",
      "jenkins:insecureSkipTLSVerify",
      "jenkins:insecureSkipTLSVerify, which is not used; did you mean jenkins:insecureSkipTlsVerify?",
    ],
    [
      "small letters",
      "jenkins:apitoken",
      "jenkins:apitoken, which is not used; did you mean jenkins:apiToken?",
    ],
    [
      "a letter left out",
      "jenkins:controler",
      "jenkins:controler, which is not used; did you mean jenkins:controllers?",
    ],
    [
      "another word",
      "jenkins:folder",
      "jenkins:folder, which is not used. The keys are url, username, apiToken,",
    ],
    ["a token", "jenkins:11deadbeefdeadbeefdeadbeefdeadbeef", "jenkins:[secret], which is not used."],
  ])("is warned of: %s", (_, key, warning) => {
    expect(unknownKeyWarnings([key])).toEqual([expect.stringContaining(`configuration has ${warning}`)]);
  });

  it("is none of another namespace, and none that is known", () => {
    const known = configKeys.map((key) => `jenkins:${key}`);
    expect(unknownKeyWarnings([...known, "aws:region", "my-jenkins:url", "project:jenkins:ur"])).toEqual([]);
  });
});

describe("a secret in plain text", () => {
  const warningsOf = (values: Record<string, string>, ...secretKeys: string[]) =>
    findConfigWarnings({ values, isSecret: (key) => secretKeys.includes(key) });
  const login = { url: "https://ci.example.com", username: "svc" };

  it.each([
    ["jenkins:apiToken", "jenkins:apiToken", "a-secret-4711"],
    ["jenkins:password", "jenkins:password", "4711"],
    ["jenkins:clientKey", "jenkins:clientKey", "-----BEGIN PRIVATE KEY-----"],
    ["jenkins:proxy", "jenkins:proxy", "http://user:secret@proxy:3128"],
    ["jenkins:headers.Cookie", "jenkins:headers", '{"Cookie":"a=b","X-Key":"c"}'],
    [
      "jenkins:controllers.eu.apiToken",
      "jenkins:controllers",
      JSON.stringify({ eu: { ...login, apiToken: "a" } }),
    ],
    [
      "jenkins:controllers.eu.password",
      "jenkins:controllers",
      JSON.stringify({ eu: { ...login, password: 4711 } }),
    ],
    [
      'jenkins:controllers["eu.west"].headers.proxy-authorization',
      "jenkins:controllers",
      JSON.stringify({ "eu.west": { ...login, headers: { "proxy-authorization": "Bearer a" } } }),
    ],
  ])("is warned of, with the command that encrypts it: %s", (path, key, value) => {
    const warning = `${path} is plain text in the stack's configuration. Encrypt it: \`pulumi config set --secret --path '${path}'\` asks for the value.`;
    expect(warningsOf({ [key]: value })).toEqual([warning]);
    expect(warningsOf({ [key]: value }, key)).toEqual([]);
  });

  it.each([
    ["jenkins:apiToken", '{"env":"CI_TOKEN"}'],
    ["jenkins:clientKey", "/etc/ssl/key.pem"],
    ["jenkins:proxy", "http://proxy:3128"],
    ["jenkins:headers", '{"X-Team":"a","Cookie":{"env":"COOKIE"}}'],
    ["jenkins:url", "https://ci.example.com"],
    ["jenkins:controllers", JSON.stringify({ eu: { ...login, password: { file: "pw" } }, us: "none" })],
    ["other:apiToken", "a-secret-4711"],
  ])("is no reference, path or plain setting: %s=%s", (key, value) => {
    expect(warningsOf({ [key]: value })).toEqual([]);
  });
});
