import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { describe, expect, it } from "vitest";
import { startJenkins } from "../../support/jenkins.ts";
import { failureOf } from "../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider } from "../../support/lifecycleProvider.ts";
import { complaints, create, destroy, preview, userOf } from "../../support/lifecycleResource.ts";
import { startTcpServer, startTlsJenkins } from "../../support/network.ts";

const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((address) => address?.address === "::1");

describe("the URL of a controller", () => {
  it.each(["", "/", "//"])("has a context path, and may end with %o", async (end) => {
    const jenkins = await startJenkins({ contextPath: "/ci/jenkins" });
    const provider = startProvider(passwordLogin({ url: jenkins.url + end }, "alice"));
    const resource = await create(provider);
    expect(resource.outs.url).toBe(jenkins.url);
    expect(await userOf(jenkins, resource)).toBe("alice");
    expect(jenkins.requests.map(({ path }) => path).filter((path) => path.includes("//"))).toEqual([]);
  });

  it("is the same one with a slash more", async () => {
    const jenkins = await startJenkins();
    const resource = await create(startProvider(passwordLogin(jenkins, "alice")));
    const later = startProvider(passwordLogin({ url: `${jenkins.url}/` }, "alice"));
    expect(await preview(later, resource)).toEqual({ changes: false, replaces: [] });
  });

  it.runIf(hasIpv6)("may have an IPv6 address for its host", async () => {
    const jenkins = await startJenkins({ contextPath: "/jenkins" });
    const url = `http://${await forward(jenkins, "::1")}/jenkins`;
    const provider = startProvider(passwordLogin({ url }, "alice"));
    const resource = await create(provider);
    expect(resource.outs.url).toBe(url);
    expect(provider.warnings).toEqual([]);
    await destroy(provider, resource);
    expect(jenkins.tokens("alice")).toEqual([]);
  });

  it.runIf(hasIpv6)("may have an IPv6 address that a certificate names", async () => {
    const { jenkins, authority } = await startTlsJenkins({ hosts: ["::1"] });
    const url = `https://${await forward(jenkins, "::1")}`;
    await create(startProvider({ ...passwordLogin({ url }, "alice"), "jenkins:caCert": authority.cert }));
    expect(jenkins.tokens("alice")).toHaveLength(1);
  });

  it("is looked at by preview, whatever is pasted there", async () => {
    const complaintsOf = (url: string) => complaints(startProvider(passwordLogin({ url }, "alice")), {});
    expect(await complaintsOf("ci.example.com")).toEqual([
      "jenkins:url: must be a URL such as https://ci.example.com/jenkins",
    ]);
    expect(await complaintsOf("https://ci.example.com/login?from=%2F")).toEqual([
      "jenkins:url: must not have a query or fragment",
    ]);
    expect(await complaintsOf("https://alice:in-the-url-4711@ci.example.com")).toEqual([
      "jenkins:url: must not carry credentials; use username, and apiToken or password",
    ]);
  });
});

describe("a URL with a wrong path is reported with the right one", () => {
  it.each([
    ["where the context path is missing", "/jenkins", "", "/jenkins"],
    ["where the path is another one", "/jenkins", "/ci", "/jenkins"],
    ["where the controller has no context path", undefined, "/job/testJob", ""],
  ])("%s", async (_, contextPath, path, right) => {
    const jenkins = await startJenkins(contextPath === undefined ? {} : { contextPath });
    const { origin } = new URL(jenkins.url);
    const url = origin + path;
    const error = await failureOf(create(startProvider(passwordLogin({ url }, "alice"))));
    expect(error).toMatchObject({ code: "wrongPath" });
    expect(error.message).toContain(`Set \`url\` of the connection to ${origin}${right}.`);
  });

  it("where it can be found; else the path that packages install Jenkins under is suggested", async () => {
    const { origin } = new URL((await startJenkins({ contextPath: "/ci" })).url);
    const error = await failureOf(create(startProvider(passwordLogin({ url: origin }, "alice"))));
    expect(error).toMatchObject({ code: "notJenkins" });
    expect(error.message).toContain(`try ${origin}/jenkins`);
  });
});

describe("a connection without TLS", () => {
  it("is warned of once a run, with the risk, where it leaves this machine", async () => {
    const provider = startProvider({
      ...passwordLogin({ url: "http://ci.invalid:8080/jenkins" }, "alice"),
      "jenkins:maxRetries": "0",
    });
    for (const _ of ["one token", "another"]) await failureOf(create(provider));
    expect(provider.warnings).toEqual([
      "The connection to ci.invalid:8080 is not encrypted: anyone on the network path can read the credentials and tokens. Use https.",
    ]);
  });

  it("is warned of by preview, also of a token whose owner is named", async () => {
    const provider = startProvider(passwordLogin({ url: "http://ci.example.com" }, "admin"));
    await complaints(provider, { username: "alice" });
    expect(provider.warnings).toHaveLength(1);
  });

  it.each(["http://localhost:1", "http://jenkins.localhost:1", "http://127.0.0.2:1", "http://[::1]:1"])(
    "isn't warned of within this machine: %s",
    async (url) => {
      const provider = startProvider(passwordLogin({ url }, "alice"));
      await complaints(provider, {});
      expect(provider.warnings).toEqual([]);
    },
  );
});

/** Makes a server of 127.0.0.1 reachable at another address of this machine; resolves to its `host:port` there. */
function forward({ url }: { url: string }, address: string): Promise<string> {
  const port = Number(new URL(url).port);
  return startTcpServer((socket) => {
    const upstream = connect(port, "127.0.0.1");
    upstream.on("error", () => socket.destroy());
    socket.on("close", () => upstream.destroy());
    socket.pipe(upstream).pipe(socket);
  }, address);
}
