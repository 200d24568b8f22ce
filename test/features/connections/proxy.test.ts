import { describe, expect, it } from "vitest";
import { createAuthority } from "../../../emulator/certificates.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { failureOf } from "../../support/lifecycleFailure.ts";
import { passwordLogin, type Settings, startProvider } from "../../support/lifecycleProvider.ts";
import { complaints, create, destroy } from "../../support/lifecycleResource.ts";
import {
  closedPort,
  startProxy,
  startTcpServer,
  startTlsJenkins,
  startWebServer,
} from "../../support/network.ts";

/** A first up over this connection, in this environment. */
function up(settings: Settings, environment: Settings = {}) {
  return create(startProvider(settings, { environment }));
}

/** Its error. */
function upFailure(settings: Settings, environment: Settings = {}) {
  return failureOf(up(settings, environment));
}

/** A Jenkins with TLS, and the connection to it without a proxy. */
async function startHttps() {
  const { jenkins, authority } = await startTlsJenkins();
  return { jenkins, settings: { ...passwordLogin(jenkins, "alice"), "jenkins:caCert": authority.cert } };
}

/** `host:port` of a controller. */
const hostOf = ({ url }: { url: string }) => new URL(url).host;

describe("a proxy of the connection", () => {
  it("tunnels to a controller with TLS", async () => {
    const { jenkins, settings } = await startHttps();
    const proxy = await startProxy();
    const provider = startProvider({ ...settings, "jenkins:proxy": proxy.url });
    await destroy(provider, await create(provider));
    expect(jenkins.tokens("alice")).toEqual([]);
    expect(new Set(proxy.requests.map(({ method, target }) => `${method} ${target}`))).toEqual(
      new Set([`CONNECT ${hostOf(jenkins)}`]),
    );
  });

  it("forwards to a controller without TLS", async () => {
    const jenkins = await startJenkins({ contextPath: "/jenkins" });
    const proxy = await startProxy();
    const provider = startProvider({ ...passwordLogin(jenkins, "alice"), "jenkins:proxy": proxy.url });
    await destroy(provider, await create(provider));
    expect(jenkins.tokens("alice")).toEqual([]);
    expect(proxy.requests.map(({ target }) => target)).toContain(hostOf(jenkins));
    expect(proxy.requests).toHaveLength(jenkins.requests.length);
  });

  it("knows hosts that this machine doesn't, and the ports that a scheme stands for", async () => {
    const { jenkins, authority } = await startTlsJenkins({ hosts: ["ci.corp.example"] });
    const plain = await startJenkins();
    const hosts = { "ci.corp.example:443": hostOf(jenkins), "ci.corp.example:80": hostOf(plain) };
    const proxy = await startProxy({ hosts });
    const settings = { "jenkins:caCert": authority.cert, "jenkins:proxy": proxy.url };
    for (const url of ["https://ci.corp.example", "https://ci.corp.example:443/", "http://ci.corp.example"]) {
      await up({ ...passwordLogin({ url }, "alice"), ...settings });
    }
    expect(jenkins.tokens("alice")).toHaveLength(2);
    expect(plain.tokens("alice")).toHaveLength(1);
  });

  it("gets the login in its URL, whatever its password is made of", async () => {
    const credentials = { username: "pulumi@corp", password: "p:w/ä % 4711" };
    const [https, plain] = [await startHttps(), await startJenkins()];
    for (const settings of [https.settings, passwordLogin(plain, "alice")]) {
      const proxy = await startProxy({ credentials });
      await up({ ...settings, "jenkins:proxy": proxy.urlWithLogin });
      expect(proxy.requests.map(({ status }) => status)).not.toContain(407);
    }
  });

  it("may speak TLS itself, with an authority of its own", async () => {
    const authority = await createAuthority("The Proxy's Authority");
    const credentials = { username: "pulumi", password: "proxy-password-5" };
    const proxy = await startProxy({ credentials, tls: await authority.issue() });
    const [https, plain] = [await startHttps(), await startJenkins()];
    for (const settings of [https.settings, passwordLogin(plain, "alice")]) {
      const own = { ...settings, "jenkins:proxy": proxy.urlWithLogin, "jenkins:maxRetries": "0" };
      const error = await upFailure(own);
      expect(error).toMatchObject({ code: "proxyUnreachable" });
      expect(error.message).toContain("`caCert` can hold its authority too");
      await up({ ...own, "jenkins:caCert": `${settings["jenkins:caCert"] ?? ""}\n${authority.cert}` });
    }
    expect(https.jenkins.tokens("alice")).toHaveLength(1);
    expect(plain.tokens("alice")).toHaveLength(1);
  });

  it("takes the place of the one in the environment, for every host", async () => {
    const jenkins = await startJenkins();
    const [proxy, other] = [await startProxy(), await startProxy()];
    const environment = { HTTP_PROXY: other.url, NO_PROXY: "*" };
    await up({ ...passwordLogin(jenkins, "alice"), "jenkins:proxy": proxy.url }, environment);
    expect(proxy.requests).not.toEqual([]);
    expect(other.requests).toEqual([]);
  });
});

describe("a proxy of the environment", () => {
  /** Controllers that only the proxy can find, with TLS and without. */
  async function startBehindProxy() {
    const { jenkins, authority } = await startTlsJenkins({ hosts: ["ci.corp.example"] });
    const plain = await startJenkins();
    const hosts = { "ci.corp.example:443": hostOf(jenkins), "ci.corp.example:80": hostOf(plain) };
    const proxy = await startProxy({ hosts });
    const at = (url: string) => ({ ...passwordLogin({ url }, "alice"), "jenkins:caCert": authority.cert });
    return { proxy, https: at("https://ci.corp.example"), http: at("http://ci.corp.example") };
  }

  it.each(["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])("is used for https from %s", async (name) => {
    const { proxy, https } = await startBehindProxy();
    await up(https, { [name]: proxy.url, HTTP_PROXY: "http://127.0.0.1:1" });
    expect(proxy.requests).not.toEqual([]);
  });

  it("is used for http from HTTP_PROXY, also without its scheme", async () => {
    const { proxy, http } = await startBehindProxy();
    await up(http, { HTTP_PROXY: hostOf(proxy), HTTPS_PROXY: "http://127.0.0.1:1" });
    expect(proxy.requests).not.toEqual([]);
  });

  it("is never used for this machine itself, and may be one that can't be used", async () => {
    const [{ settings }, plain, proxy] = [await startHttps(), await startJenkins(), await startProxy()];
    const local = [plain.url, plain.url.replace("127.0.0.1", "localhost")];
    for (const login of [settings, ...local.map((url) => passwordLogin({ url }, "alice"))]) {
      await up(login, { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url });
      await up(login, { ALL_PROXY: "socks5://127.0.0.1:1080" });
    }
    expect(proxy.requests).toEqual([]);
  });

  it("may be one that can't be used where NO_PROXY exempts the controller", async () => {
    const login = passwordLogin({ url: "http://10.1.2.3:8080" }, "alice");
    const environment = { ALL_PROXY: "socks5://proxy:1080", NO_PROXY: "10.0.0.0/8" };
    expect(await complaints(startProvider(login, { environment }), {})).toEqual([]);
  });

  it.each([
    ["HTTP_PROXY", "http://pulumi:100%-secret@proxy:1", "has a % in its login that must be written %25"],
    ["http_proxy", "http://", "must be a URL such as http://proxy.example.com:3128"],
    ["ALL_PROXY", "socks5h://127.0.0.1:1080", "must start with https:// or http://"],
  ])("is looked at by preview, with all else: %s", async (name, value, reason) => {
    const login = passwordLogin({ url: "http://ci.example.com" }, "alice");
    const problem = `${name}: ${reason}`;
    const provider = startProvider(login, { environment: { [name]: value } });
    expect(await complaints(provider, {})).toEqual([problem]);
    const worse = startProvider({ ...login, "jenkins:maxRetries": "-1" }, { environment: { [name]: value } });
    expect(await complaints(worse, {})).toEqual(["jenkins:maxRetries: must be 0 or more", problem]);
  });

  it("is not looked at where the connection has its own", async () => {
    const login = passwordLogin({ url: "http://ci.example.com" }, "alice");
    const settings = { ...login, "jenkins:proxy": "http://proxy.example.com:3128" };
    const provider = startProvider(settings, {
      environment: { HTTP_PROXY: "http://pulumi:100%-secret@proxy:1" },
    });
    expect(await complaints(provider, {})).toEqual([]);
  });
});

describe("a proxy in the way says which setting helps", () => {
  /** Both kinds of controllers: one that is tunnelled to, and one that is forwarded to. */
  async function settingsOfBoth() {
    return [(await startHttps()).settings, passwordLogin(await startJenkins(), "alice")] as const;
  }

  it("where it wants a login, or another one", async () => {
    const proxy = await startProxy({ credentials: { username: "pulumi", password: "proxy-password-4" } });
    const wrong = proxy.url.replace("//", "//pulumi:wrong-password-1@");
    for (const settings of await settingsOfBoth()) {
      for (const url of [proxy.url, wrong]) {
        const error = await upFailure({ ...settings, "jenkins:proxy": url });
        expect(error).toMatchObject({ code: "proxyAuthentication" });
        expect(error.message).toContain("requires a login");
        expect(error.message).toContain("http://user:password@proxy:3128 (special characters");
        expect(error.message).toContain("in the connection's `proxy` or in HTTPS_PROXY");
        expect(error.message).not.toContain("wrong-password-1");
      }
    }
    expect(proxy.requests.map(({ status }) => status)).toEqual([407, 407, 407, 407]);
  });

  it("where it refuses a tunnel", async () => {
    const { settings } = await startHttps();
    const proxy = await startProxy({ refuseWith: 403 });
    const error = await upFailure({ ...settings, "jenkins:proxy": proxy.url });
    expect(error).toMatchObject({ code: "proxyRefused" });
    expect(error.message).toContain("The proxy refuses to connect to");
    expect(error.message).toContain("the proxy responded with 403");
    expect(error.message).toContain("NO_PROXY");
    expect(proxy.requests).toHaveLength(1);
  });

  it("where it doesn't get through to the controller, after it was asked again", async () => {
    const [https, plain] = await settingsOfBoth();
    const proxy = await startProxy({ refuseWith: 502 });
    const retries = { "jenkins:proxy": proxy.url, "jenkins:maxRetries": "2" };
    expect(await upFailure({ ...https, ...retries })).toMatchObject({ code: "unreachable" });
    expect(await upFailure({ ...plain, ...retries })).toMatchObject({ code: "unavailable" });
    expect(proxy.requests).toHaveLength(6);
  });

  it("where nobody listens", async () => {
    const proxy = `http://${closedPort}`;
    for (const settings of await settingsOfBoth()) {
      const error = await upFailure({ ...settings, "jenkins:proxy": proxy, "jenkins:maxRetries": "0" });
      expect(error).toMatchObject({ code: "proxyUnreachable" });
      expect(error.message).toContain(`connect ECONNREFUSED ${hostOf({ url: proxy })}`);
      expect(error.message).toContain("Check the connection's `proxy`, or HTTPS_PROXY");
    }
  });

  it("where its host isn't known", async () => {
    for (const settings of await settingsOfBoth()) {
      const error = await upFailure({ ...settings, "jenkins:proxy": "http://proxy.invalid:3128" });
      expect(error).toMatchObject({ code: "proxyUnreachable" });
      expect(error.message).toContain("proxy.invalid");
    }
  });

  it("where it never responds", async () => {
    const silent = await startTcpServer(() => {});
    const more = {
      "jenkins:requestTimeoutSeconds": "1",
      "jenkins:maxRetries": "0",
      "jenkins:proxy": `http://${silent}`,
    };
    const [https, plain] = await settingsOfBoth();
    expect(await upFailure({ ...https, ...more })).toMatchObject({ code: "proxyUnreachable" });
    expect(await upFailure({ ...plain, ...more })).toMatchObject({ code: "timedOut" });
  });

  it("where it hangs up", async () => {
    const rude = await startTcpServer((socket) => void socket.once("data", () => socket.destroy()));
    const { settings } = await startHttps();
    const error = await upFailure({
      ...settings,
      "jenkins:proxy": `http://${rude}`,
      "jenkins:maxRetries": "0",
    });
    expect(error).toMatchObject({ code: "proxyUnreachable" });
  });

  it("where what it leads to is the trouble: a certificate is distinguished as without a proxy", async () => {
    const { jenkins, authority } = await startTlsJenkins({ hosts: ["ci.example.com"] });
    const proxy = await startProxy();
    const settings = { ...passwordLogin(jenkins, "alice"), "jenkins:proxy": proxy.url };
    expect(await upFailure(settings)).toMatchObject({ code: "tlsUnknownIssuer" });
    expect(await upFailure({ ...settings, "jenkins:caCert": authority.cert })).toMatchObject({
      code: "tlsWrongHost",
    });
  });
});

it("leaves a proxy's own pages to nobody's imagination: what isn't Jenkins is called so", async () => {
  const portal = await startWebServer((_, response) => {
    response
      .writeHead(200, { "content-type": "text/html" })
      .end("<html><title>Welcome to the lobby</title></html>");
  });
  const jenkins = await startJenkins();
  const error = await upFailure({ ...passwordLogin(jenkins, "alice"), "jenkins:proxy": portal });
  expect(error).toMatchObject({ code: "notJenkins" });
  expect(error.message).toContain("response: 200 Welcome to the lobby");
});

it("is looked at by preview", async () => {
  const login = passwordLogin({ url: "https://ci.example.com" }, "alice");
  const complaintsOf = (proxy: string) => complaints(startProvider({ ...login, "jenkins:proxy": proxy }), {});
  expect(await complaintsOf("proxy.example.com")).toEqual([
    "jenkins:proxy: must be a URL such as http://proxy.example.com:3128",
  ]);
  expect(await complaintsOf("socks5://proxy:1080")).toEqual([
    "jenkins:proxy: must start with https:// or http://",
  ]);
  expect(await complaintsOf("http://pulumi:100%-secret@proxy:3128")).toEqual([
    "jenkins:proxy: has a % in its login that must be written %25",
  ]);
});
