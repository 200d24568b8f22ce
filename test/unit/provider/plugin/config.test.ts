import { describe, expect, it } from "vitest";
import { checkConfig, diffConfig, toReadConfig } from "../../../../provider/plugin/config.ts";
import { Secret, unknownValue } from "../../../../provider/plugin/wire.ts";

const explicit = "urn:pulumi:test::tokens::pulumi:providers:jenkins::eu";
const byDefault = "urn:pulumi:test::tokens::pulumi:providers:jenkins::default_0_1_0";

const connection = { url: "https://ci.example.com", username: "alice", apiToken: new Secret("a-token") };

describe("the configuration of a provider instance", () => {
  it.each([
    ["a connection", connection],
    ["nothing: the environment may have it", {}],
    ["a part of it", { url: "https://ci.example.com" }],
    ["the engine's own keys", { ...connection, version: "1.2.3", pluginDownloadURL: "https://example.com" }],
    ["what the engine keeps in it", { ...connection, __internal: { version: "1.2.3" } }],
    [
      "texts for all else, as SDKs write it",
      { ...connection, insecureSkipTlsVerify: "true", maxRetries: "2" },
    ],
    [
      "values of their own type, as YAML writes them",
      { ...connection, insecureSkipTlsVerify: true, maxRetries: 2 },
    ],
    ["a user ID of digits", { ...connection, username: 12345 }],
    ["null for what is not set", { ...connection, caCert: null }],
    ["unknown values", { url: unknownValue, username: "alice", password: new Secret(unknownValue) }],
  ])("is accepted: %s", (_, news) => {
    expect(checkConfig(explicit, news)).toEqual({ inputs: expect.objectContaining(news), warnings: [] });
    expect(checkConfig(byDefault, news)).toEqual({ inputs: expect.objectContaining(news), warnings: [] });
  });

  it.each([
    ["a misspelt key", { usrname: "alice" }, "usrname", "did you mean username?"],
    ["an unknown key", { colour: "red" }, "colour", "there are url, username"],
    ["a wrong URL", { url: "ci.example.com" }, "url", "must be a URL"],
    ["a wrong number", { maxRetries: "often" }, "maxRetries", "must be a number"],
    ["a wrong flag", { insecureSkipTlsVerify: "yes" }, "insecureSkipTlsVerify", "must be true or false"],
    ["two credentials", { ...connection, password: "a-password" }, "password", "only one"],
    ["headers that are no map", { headers: "X-A: b" }, "headers", "must be a map"],
    ["a header that is not one line", { headers: { "X-A": "b\nc" } }, "headers.X-A", "one line"],
    ["controllers that are no map", { controllers: "eu" }, "controllers", "must be a map"],
  ])("is rejected, by name: %s", (_, news, path, reason) => {
    expect(checkConfig(explicit, news)).toEqual({
      problems: [{ path, reason: expect.stringContaining(reason) }],
    });
  });

  it.each([
    [
      "a misspelt key",
      { usrname: "alice" },
      "has jenkins:usrname, which is not used; did you mean jenkins:username?",
    ],
    [
      "a key of another provider",
      { colour: "red" },
      "has jenkins:colour, which is not used. The keys are url, username",
    ],
    [
      "a secret in plain text",
      { apiToken: "a-token" },
      "jenkins:apiToken is plain text in the stack's configuration",
    ],
  ])("of the stack gives a warning: %s", (_, news, warning) => {
    for (const urn of [byDefault, byDefault.replace("_0_1_0", "")])
      expect(checkConfig(urn, news)).toMatchObject({ warnings: [expect.stringContaining(warning)] });
  });

  it("reports all problems at once", () => {
    const { problems } = checkConfig(explicit, { usrname: "alice", url: "nonsense", maxRetries: -1 }) as {
      problems: unknown[];
    };
    expect(problems).toHaveLength(3);
  });

  it("has secrets whether or not the user marked them", () => {
    const marked = checkConfig(explicit, {
      password: "a-password",
      proxy: "http://user:pw@proxy.example.com",
      headers: '{"X-Gateway":"a-key"}',
      controllers: { eu: { apiToken: "a-token" } },
    });
    expect(marked).toEqual({
      warnings: [],
      inputs: {
        password: new Secret("a-password"),
        proxy: new Secret("http://user:pw@proxy.example.com"),
        headers: new Secret('{"X-Gateway":"a-key"}'),
        controllers: new Secret({ eu: { apiToken: "a-token" } }),
      },
    });
  });

  it.each([
    ["texts as they are", { url: "https://ci.example.com" }, "jenkins:url", "https://ci.example.com"],
    ["secrets", { apiToken: new Secret("a-token") }, "jenkins:apiToken", "a-token"],
    [
      "all else as JSON",
      { controllers: { eu: { apiToken: new Secret("a") } } },
      "jenkins:controllers",
      '{"eu":{"apiToken":"a"}}',
    ],
    ["flags as text", { insecureSkipTlsVerify: true }, "jenkins:insecureSkipTlsVerify", "true"],
    ["nothing for null", { url: null }, "jenkins:url", undefined],
    ["nothing for what it does not have", {}, "jenkins:url", undefined],
    ["nothing of what objects know", {}, "jenkins:toString", undefined],
  ])("is read as a stack's: %s", (_, args, key, expected) => {
    expect(toReadConfig(args)(key)).toBe(expected);
  });
});

describe("a changed configuration", () => {
  const olds = {
    url: "https://ci.example.com",
    username: "alice",
    password: new Secret("old"),
    version: "1.0.0",
  };

  it.each([
    ["nothing but the engine's own", { ...olds, version: "2.0.0" }, []],
    ["a value that is secret now", { ...olds, password: "old" }, []],
    ["a password", { ...olds, password: new Secret("new") }, [["password", "update"]]],
    ["a new key", { ...olds, maxRetries: 2 }, [["maxRetries", "add"]]],
    ["a removed key", { ...olds, password: undefined }, [["password", "delete"]]],
    ["another URL", { ...olds, url: "https://other.example.com" }, [["url", "update"]]],
    ["a value that is unknown", { ...olds, url: unknownValue }, [["url", "update"]]],
  ])("is reported without replacing the provider: %s", (_, news, changes) => {
    expect(diffConfig(olds, news)).toEqual(changes.map(([path, kind]) => ({ path, kind, replaces: false })));
  });
});
