import { describe, expect, it } from "vitest";
import { startJenkins } from "../../support/jenkins.ts";
import { failureOf } from "../../support/lifecycleFailure.ts";
import { startGateway } from "../../support/lifecycleGateway.ts";
import { passwordLogin, type Settings, startProvider, tokenLogin } from "../../support/lifecycleProvider.ts";
import { complaints, create, destroy, refresh } from "../../support/lifecycleResource.ts";
import { startTlsWebServer, startWebServer } from "../../support/network.ts";
import { startFakeTime } from "./fakeTime.ts";

function upFailure(settings: Settings) {
  return failureOf(create(startProvider({ "jenkins:maxRetries": "0", ...settings })));
}

describe("a gateway that wants headers", () => {
  const requiredHeaders = {
    "CF-Access-Client-Id": "pulumi.access",
    "CF-Access-Client-Secret": "gateway-secret-1",
  };

  it("gets them with each request, whoever it is sent as", async () => {
    const jenkins = await startJenkins({ requiredHeaders });
    const headers = { "jenkins:headers": JSON.stringify(requiredHeaders) };
    for (const login of [passwordLogin(jenkins, "alice"), tokenLogin(jenkins, "alice")]) {
      const provider = startProvider({ ...login, ...headers });
      await destroy(provider, await create(provider));
    }
    expect(jenkins.requests.map(({ status }) => status)).not.toContain(403);
  });

  it("is named by the error where they are missing, and so is the setting", async () => {
    const jenkins = await startJenkins({ requiredHeaders });
    const error = await upFailure(passwordLogin(jenkins, "alice"));
    expect(error).toMatchObject({ code: "gatewayRefused" });
    expect(error.message).toContain(
      `A gateway in front of Jenkins at ${jenkins.url} refused the request (403)`,
    );
    expect(error.message).toContain("response: 403 Forbidden");
    expect(error.message).toContain("set it in `headers` of the connection");
  });

  it("sees no secret of them in what it refuses", async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    const body = "<html><title>Denied: gateway-secret-1</title></html>";
    gateway.respond("/crumbIssuer/api/json", { status: 403, headers: { "content-type": "text/html" }, body });
    const headers = JSON.stringify({ "X-Key": "gateway-secret-1" });
    const error = await upFailure({ ...passwordLogin(gateway, "alice"), "jenkins:headers": headers });
    expect(error.message).toContain("response: 403 Denied: [secret]");
  });

  it("may want a login of its own kind, which isn't Jenkins'", async () => {
    const url = await startWebServer((_, response) => {
      response.writeHead(401, { "www-authenticate": 'Bearer realm="corp"' }).end("who are you?");
    });
    expect(await upFailure(passwordLogin({ url }, "alice"))).toMatchObject({ code: "gatewayRefused" });
  });
});

describe("headers are looked at by preview", () => {
  const complaintsOf = (headers: string) =>
    complaints(
      startProvider({ ...passwordLogin({ url: "https://ci" }, "alice"), "jenkins:headers": headers }),
      {},
    );

  it.each([
    ["a list", "[]", "jenkins:headers: must be a map of headers"],
    ["no map", "no map", "jenkins:headers: must be a map of headers"],
    [
      "a name with a space",
      '{"X Key":"gateway-secret-2"}',
      "jenkins:headers: holds a name that is not the name of an HTTP header",
    ],
    [
      "a name that is the secret",
      '{"11deadbeefdeadbeefdeadbeefdeadbeef":"X-Key-4711"}',
      "jenkins:headers: holds a name that is not the name of an HTTP header",
    ],
    [
      "one name twice",
      '{"X-Key":"gateway-secret-2","x-key":"gateway-secret-2"}',
      "jenkins:headers.x-key: is given twice, also as X-Key",
    ],
    [
      "one of the login's",
      '{"Authorization":"Bearer gateway-secret-3"}',
      "jenkins:headers.Authorization: is set by the provider itself",
    ],
    [
      "one of the connection's",
      '{"Transfer-Encoding":"gateway-secret-4"}',
      "jenkins:headers.Transfer-Encoding: is set by the provider itself",
    ],
    ["two lines", '{"X-Key":"gateway\\nsecret-5"}', "jenkins:headers.X-Key: must be one line of Latin text"],
    [
      "letters that a header can't carry",
      '{"X-Key":"“gateway-secret-6”"}',
      "jenkins:headers.X-Key: must be one line of Latin text",
    ],
  ])("%s", async (_, headers, complaint) => {
    expect(await complaintsOf(headers)).toEqual([complaint]);
  });
});

describe("a redirect", () => {
  it.each([
    ["https for http", "https://ci.example.com", "https://ci.example.com"],
    ["another host", "https://jenkins.example.com/ci", "https://jenkins.example.com/ci"],
    ["a context path", "/jenkins", "/jenkins"],
  ])("to %s isn't followed, and the error knows the URL to take", async (_, to, wanted) => {
    const url = await startWebServer(({ url: path }, response) => {
      response.writeHead(301, { location: `${to}${path}` }).end();
    });
    const error = await upFailure(passwordLogin({ url }, "alice"));
    expect(error).toMatchObject({ code: "redirected" });
    expect(error.message).toContain(`${url} redirects to ${to}`);
    expect(error.message).toContain(
      `set \`url\` of the connection to ${new URL(wanted, url).href.replace(/\/$/, "")}`,
    );
  });

  it("takes neither a login nor a new token to another host, and is no reason to send a POST twice", async () => {
    const seen: { method: string | undefined; headers: unknown }[] = [];
    const elsewhere = await startWebServer(({ method, headers }, response) => {
      seen.push({ method, headers });
      response.end("{}");
    });
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    gateway.respond("/generateNewToken", {
      status: 307,
      headers: { location: `${elsewhere}/generateNewToken` },
    });
    for (const login of [passwordLogin(gateway, "alice"), tokenLogin(jenkins, "alice", gateway.url)]) {
      expect(await upFailure(login)).toMatchObject({ code: "redirected" });
    }
    const proving = await startGateway(jenkins);
    proving.respond("/whoAmI/api/json", {
      status: 302,
      headers: { location: `${elsewhere}/whoAmI/api/json` },
    });
    const error = await upFailure(passwordLogin(proving, "alice"));
    expect(error).toMatchObject({ code: "tokenNotVerified" });
    expect(error.message).toContain(`redirects to ${elsewhere}/whoAmI/api/json`);
    expect(seen).toEqual([]);
  });

  it("from https to http isn't followed either, and no error advises to do without TLS", async () => {
    let seen = 0;
    const plain = await startWebServer((_, response) => {
      seen += 1;
      response.end("{}");
    });
    const { url, authority } = await startTlsWebServer(({ url: path }, response) => {
      response.writeHead(302, { location: `${plain}${path}` }).end();
    });
    const error = await upFailure({
      ...passwordLogin({ url }, "alice"),
      "jenkins:caCert": authority.cert,
    });
    expect(error).toMatchObject({ code: "redirected" });
    expect(error.message).toContain("That would be without TLS.");
    expect(error.message).not.toContain(`use ${plain}`);
    expect(seen).toBe(0);
  });
});

describe("single sign-on before a controller", () => {
  it("is named where a password doesn't count", async () => {
    const jenkins = await startJenkins({ singleSignOn: true, contextPath: "/jenkins" });
    const error = await upFailure(passwordLogin(jenkins, "alice"));
    expect(error).toMatchObject({ code: "singleSignOn" });
    expect(error.message).toContain("responds with a login page (/jenkins/securityRealm/commenceLogin");
    expect(error.message).toContain("Log in with an API token");
  });

  it("lets an API token through", async () => {
    const jenkins = await startJenkins({ singleSignOn: true });
    const provider = startProvider(tokenLogin(jenkins, "alice"));
    await destroy(provider, await create(provider));
  });

  it.each([
    [
      "of another host",
      { status: 302, headers: { location: "https://login.corp.example/oauth2/authorize?x=1" } },
    ],
    ["of a gateway", { status: 302, headers: { location: "/oauth2/sign_in?rd=/" } }],
    [
      "that is the answer itself",
      {
        status: 200,
        headers: { "content-type": "text/html" },
        body: '<!DOCTYPE html><html><title>Corp</title><form><input type="password"></form></html>',
      },
    ],
  ])("is known by a login page %s", async (_, answer) => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    gateway.respond("/crumbIssuer/api/json", answer);
    expect(await upFailure(passwordLogin(gateway, "alice"))).toMatchObject({ code: "singleSignOn" });
  });

  it("is a gateway's where the login is by API token, and the error doesn't advise one", async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    gateway.respond("/generateNewToken", { status: 302, headers: { location: "/oauth2/sign_in" } });
    const error = await upFailure(tokenLogin(jenkins, "alice", gateway.url));
    expect(error).toMatchObject({ code: "singleSignOn" });
    expect(error.message).toContain("this is a gateway in front of Jenkins");
    expect(error.message).not.toContain("Log in with an API token");
  });

  it("is named by the warning where it hides whether a token exists, and the token stays in the state", async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    const provider = startProvider(passwordLogin(gateway, "alice"));
    const resource = await create(provider);
    for (const path of ["/security/", "/configure", "/whoAmI/api/json"])
      gateway.respond(path, { status: 302, headers: { location: "/oauth2/sign_in" } });
    expect(await refresh(provider, resource)).toMatchObject({ id: resource.id });
    expect(provider.warnings).toEqual([
      expect.stringMatching(
        /could not be verified: .* responds with a login page \(\/oauth2\/sign_in\).* It is kept/,
      ),
    ]);
  });
});

describe("a gateway that keeps Jenkins' login page to itself", () => {
  async function start() {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    gateway.respond("/login", { status: 302, headers: { location: "/oauth2/sign_in" } });
    return { jenkins, gateway };
  }

  it("is no reason to take a refused login for a controller that starts", async () => {
    const { jenkins, gateway } = await start();
    const login = passwordLogin(gateway, "alice", "not-the-password-of-alice");
    const error = await failureOf(create(startProvider(login)));
    expect(error).toMatchObject({ code: "wrongCredentials" });
    expect(jenkins.requests.filter(({ status }) => status === 401)).toHaveLength(2);
  });

  it("does not hide that a token was revoked, which the token list shows", async () => {
    const { jenkins, gateway } = await start();
    const provider = startProvider(passwordLogin(gateway, "alice"));
    const resource = await create(provider);
    jenkins.revokeToken("alice", resource.id);
    expect(await refresh(provider, resource)).toBeUndefined();
    expect(provider.warnings).toEqual([]);
  });

  it("isn't waited for when the controller behind it is up again", async () => {
    const { jenkins, gateway } = await start();
    jenkins.faults.add({ kind: "booting", statuses: [503], times: 9 });
    const login = { ...passwordLogin(gateway, "alice"), "jenkins:waitForReadySeconds": "60" };
    const provider = startProvider({ ...login, "jenkins:maxRetries": "8" }, startFakeTime());
    expect(await create(provider)).toMatchObject({ outs: { username: "alice" } });
  });
});

describe("a crumb that Jenkins wants from a login by API token", () => {
  it("means that a proxy or gateway takes the login away", async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    gateway.logInAs("", "/generateNewToken");
    const error = await upFailure(tokenLogin(jenkins, "alice", gateway.url));
    expect(error).toMatchObject({ code: "crumbWanted" });
    expect(error.message).toContain("a proxy or gateway is removing the Authorization header");
  });

  it("means that it is a password", async () => {
    const jenkins = await startJenkins();
    const settings = {
      "jenkins:url": jenkins.url,
      "jenkins:username": "alice",
      "jenkins:apiToken": "alice-pw",
    };
    const error = await upFailure(settings);
    expect(error).toMatchObject({ code: "crumbWanted" });
    expect(error.message).toContain("set `password` instead");
    expect(jenkins.tokens("alice")).toEqual([]);
  });
});

it("finds out that a proxy or gateway takes the login away also where crumbs are switched off", async () => {
  const jenkins = await startJenkins({ crumbIssuer: false });
  const gateway = await startGateway(jenkins);
  gateway.logInAs("", "/generateNewToken");
  const error = await upFailure(tokenLogin(jenkins, "alice", gateway.url));
  expect(error).toMatchObject({ code: "loginLost" });
  expect(error.message).toContain("configure it to forward HTTP Basic");
});

it("reports a server that wants https, in the words of nginx, Go and Apache", async () => {
  for (const words of [
    "The plain HTTP request was sent to HTTPS port",
    "Client sent an HTTP request to an HTTPS server.",
    "You're speaking plain HTTP to an SSL-enabled server port.",
  ]) {
    const url = await startWebServer((_, response) => {
      const body = `<html><title>400 Bad Request</title><h1>${words}</h1></html>`;
      response.writeHead(400, { "content-type": "text/html" }).end(body);
    });
    const error = await upFailure(passwordLogin({ url }, "alice"));
    expect(error).toMatchObject({ code: "httpsWanted" });
    expect(error.message).toContain(words);
  }
});

it("reports a server that requires a client certificate, in the words of nginx", async () => {
  const url = await startWebServer((_, response) => {
    const body = "<html><title>400 No required SSL certificate was sent</title></html>";
    response.writeHead(400, { "content-type": "text/html" }).end(body);
  });
  expect(await upFailure(passwordLogin({ url }, "alice"))).toMatchObject({ code: "tlsClientCertificate" });
});
