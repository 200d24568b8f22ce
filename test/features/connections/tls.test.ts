import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createAuthority } from "../../../emulator/certificates.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { failureOf } from "../../support/lifecycleFailure.ts";
import { passwordLogin, type Settings, startProvider } from "../../support/lifecycleProvider.ts";
import { complaints, create, destroy } from "../../support/lifecycleResource.ts";
import { startTcpServer, startTlsJenkins } from "../../support/network.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** The error of a first up that goes over this connection. */
function upFailure(jenkins: { url: string }, settings: Settings = {}) {
  return failureOf(create(startProvider({ ...passwordLogin(jenkins, "alice"), ...settings })));
}

describe("a controller with a certificate of a private authority", () => {
  it("is trusted when the authority is given as PEM text", async () => {
    const { jenkins, authority } = await startTlsJenkins();
    const provider = startProvider({ ...passwordLogin(jenkins, "alice"), "jenkins:caCert": authority.cert });
    await destroy(provider, await create(provider));
    expect(jenkins.tokens("alice")).toEqual([]);
    expect(provider.warnings).toEqual([]);
  });

  it("is trusted when the authority is given as a file, among others in it", async () => {
    const { jenkins, authority } = await startTlsJenkins();
    const file = join(await temporaryFolder(), "authorities.pem");
    await writeFile(
      file,
      `# ours\n${(await createAuthority("Another Authority")).cert}\n# theirs\n${authority.cert}\n`,
    );
    await create(startProvider({ ...passwordLogin(jenkins, "alice"), "jenkins:caCert": file }));
    expect(jenkins.tokens("alice")).toHaveLength(1);
  });

  it("is trusted when its authority is one of two that were put together on one line", async () => {
    const { jenkins, authority } = await startTlsJenkins();
    const other = await createAuthority("Another Authority");
    for (const both of [authority.cert.trim() + other.cert, other.cert.trim() + authority.cert]) {
      await create(startProvider({ ...passwordLogin(jenkins, "alice"), "jenkins:caCert": both }));
    }
    expect(jenkins.tokens("alice")).toHaveLength(2);
  });

  it("is trusted without a look when nobody cares, with a warning for each run", async () => {
    const { jenkins } = await startTlsJenkins();
    const settings = { ...passwordLogin(jenkins, "alice"), "jenkins:insecureSkipTlsVerify": "true" };
    for (const _ of ["one up", "another"]) {
      const provider = startProvider(settings);
      await create(provider);
      await create(provider);
      const host = new URL(jenkins.url).host;
      expect(provider.warnings).toEqual([
        expect.stringContaining(`insecureSkipTlsVerify: the certificate of ${host} is not verified`),
      ]);
    }
  });
});

describe("a connection that TLS turns down says which setting helps", () => {
  it("where nobody knows the authority", async () => {
    const { jenkins } = await startTlsJenkins();
    const error = await upFailure(jenkins);
    expect(error).toMatchObject({ code: "tlsUnknownIssuer" });
    expect(error.message).toContain(
      `The certificate of ${jenkins.url} was issued by an authority that this machine does not trust`,
    );
    expect(error.message).toContain("Set the connection's `caCert` to the authority's certificate");
  });

  it("where another authority is given", async () => {
    const { jenkins } = await startTlsJenkins();
    const { cert } = await createAuthority("Another Authority");
    expect(await upFailure(jenkins, { "jenkins:caCert": cert })).toMatchObject({ code: "tlsUnknownIssuer" });
  });

  it.each([
    ["has run out", { notBefore: new Date(Date.now() - 3 * dayMs), notAfter: new Date(Date.now() - dayMs) }],
    ["isn't valid yet", { notBefore: new Date(Date.now() + dayMs) }],
  ])("where the certificate %s", async (_, certificate) => {
    const { jenkins, authority } = await startTlsJenkins(certificate);
    const error = await upFailure(jenkins, { "jenkins:caCert": authority.cert });
    expect(error).toMatchObject({ code: "tlsExpired" });
    expect(error.message).toContain("check this machine's clock");
    expect(error.message).toContain("insecureSkipTlsVerify");
  });

  it("where the certificate is for another host", async () => {
    const { jenkins, authority } = await startTlsJenkins({ hosts: ["ci.example.com"] });
    const error = await upFailure(jenkins, { "jenkins:caCert": authority.cert });
    expect(error).toMatchObject({ code: "tlsWrongHost" });
    expect(error.message).toContain("is for another host: it names ci.example.com.");
    expect(error.message).toContain("Use a host in `url` that the certificate names");
  });

  it("where the certificate is for clients alone", async () => {
    const { jenkins, authority } = await startTlsJenkins({ isForClientsOnly: true });
    const error = await upFailure(jenkins, { "jenkins:caCert": authority.cert });
    expect(error).toMatchObject({ code: "tls" });
    expect(error.message).toContain("unsuitable certificate purpose");
    expect(error.message).toContain("with a certificate that is valid for servers");
  });

  it("where nobody speaks TLS", async () => {
    const { url } = await startJenkins();
    const error = await upFailure({ url: url.replace("http:", "https:") });
    expect(error).toMatchObject({ code: "tlsNotSpoken" });
    expect(error.message).toContain("does not use TLS: wrong version number");
    expect(error.message).toContain("`url` must start with http://");
    expect(error.message).not.toMatch(/SSL routines|deps\/openssl/);
  });

  it("where TLS is spoken, but the URL says http", async () => {
    const { jenkins } = await startTlsJenkins();
    const error = await upFailure({ url: jenkins.url.replace("https:", "http:") });
    expect(error).toMatchObject({ code: "connectionBroken" });
    expect(error.message).toContain(
      "If the controller uses TLS on that port, `url` must start with https://",
    );
  });

  it("where the server ends the handshake", async () => {
    const handshakeFailure = Buffer.from([21, 3, 3, 0, 2, 2, 40]);
    const host = await startTcpServer(
      (socket) => void socket.once("data", () => socket.end(handshakeFailure)),
    );
    const error = await upFailure({ url: `https://${host}` });
    expect(error).toMatchObject({ code: "tls" });
    expect(error.message).toContain("handshake failure");
    expect(error.message).toContain("`clientCert` and `clientKey`");
  });

  it("and doesn't ask twice", async () => {
    let connections = 0;
    const host = await startTcpServer((socket) => {
      connections += 1;
      socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    });
    await upFailure({ url: `https://${host}` });
    expect(connections).toBe(1);
  });
});

describe("a controller that requires a client certificate", () => {
  async function start() {
    const clients = await createAuthority("Clients' Authority");
    const { jenkins, authority } = await startTlsJenkins({}, { clients });
    return { jenkins, clients, settings: { "jenkins:caCert": authority.cert } };
  }

  it("gets it, as PEM text or as files", async () => {
    const { jenkins, clients, settings } = await start();
    const { cert, key } = await clients.issue({ commonName: "pulumi" });
    const folder = await temporaryFolder();
    await writeFile(join(folder, "client.pem"), cert);
    await writeFile(join(folder, "client.key"), key);
    const login = { ...passwordLogin(jenkins, "alice"), ...settings };
    for (const [clientCert, clientKey] of [
      [cert, key],
      [join(folder, "client.pem"), join(folder, "client.key")],
    ] as const) {
      const provider = startProvider({
        ...login,
        "jenkins:clientCert": clientCert,
        "jenkins:clientKey": clientKey,
      });
      expect(await create(provider)).toMatchObject({ outs: { username: "alice" } });
    }
    expect(jenkins.tokens("alice")).toHaveLength(2);
  });

  it("is named by the error when it gets none", async () => {
    const { jenkins, settings } = await start();
    const error = await upFailure(jenkins, settings);
    expect(error).toMatchObject({ code: "tlsClientCertificate" });
    expect(error.message).toContain("requires a client certificate");
    expect(error.message).toContain("Set the connection's `clientCert` and `clientKey`");
  });

  it("may hang up where it dislikes the one it gets, and the error says so", async () => {
    const { jenkins, settings } = await start();
    const { cert, key } = await (await createAuthority("Another Authority")).issue();
    const client = { "jenkins:clientCert": cert, "jenkins:clientKey": key, "jenkins:maxRetries": "0" };
    const error = await upFailure(jenkins, { ...settings, ...client });
    expect(error).toMatchObject({ code: "connectionBroken" });
    expect(error.message).toContain("it may reject `clientCert`");
  });
});

describe("certificates and keys are looked at by preview", () => {
  async function complaintsOf(settings: Settings) {
    const login = {
      "jenkins:url": "https://ci.example.com",
      "jenkins:username": "alice",
      "jenkins:password": "another-password-3",
    };
    return complaints(startProvider({ ...login, ...settings }), {});
  }

  it("whether they are there", async () => {
    expect(await complaintsOf({ "jenkins:caCert": "/no/such/file.pem" })).toEqual([
      "jenkins:caCert: is neither PEM text nor a file that can be read (ENOENT)",
    ]);
  });

  it("whether they are what they should be", async () => {
    const { cert, key } = await (await createAuthority()).issue();
    const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    const settings = {
      "jenkins:caCert": `${cert}${broken}`,
      "jenkins:clientCert": key,
      "jenkins:clientKey": cert,
    };
    expect(await complaintsOf(settings)).toEqual([
      "jenkins:caCert: holds no certificate in PEM (-----BEGIN CERTIFICATE-----)",
      "jenkins:clientCert: holds no certificate in PEM (-----BEGIN CERTIFICATE-----)",
      "jenkins:clientKey: holds no private key in PEM (-----BEGIN PRIVATE KEY-----)",
    ]);
  });

  it("whether the key needs a passphrase, which nobody could give", async () => {
    const { cert } = await (await createAuthority()).issue();
    const key = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
    expect(await complaintsOf({ "jenkins:clientCert": cert, "jenkins:clientKey": key })).toEqual([
      "jenkins:clientKey: is encrypted; give the key without a passphrase",
    ]);
  });

  it("whether certificate and key belong together, and both are given", async () => {
    const authority = await createAuthority();
    const [one, other] = [await authority.issue(), await authority.issue()];
    expect(await complaintsOf({ "jenkins:clientCert": one.cert, "jenkins:clientKey": other.key })).toEqual([
      "jenkins:clientKey: is not the key of clientCert",
    ]);
    const more = {
      "jenkins:clientCert": one.cert,
      "jenkins:clientKey": other.key,
      "jenkins:maxRetries": "-1",
    };
    expect(await complaintsOf(more)).toEqual([
      "jenkins:maxRetries: must be 0 or more",
      "jenkins:clientKey: is not the key of clientCert",
    ]);
    expect(await complaintsOf({ "jenkins:clientCert": one.cert })).toEqual([
      "jenkins:clientKey: is missing; clientCert needs it",
    ]);
  });
});

it("reports a token's owner over TLS as over HTTP", async () => {
  const { jenkins, authority } = await startTlsJenkins({ hosts: ["localhost"] });
  const url = jenkins.url.replace("127.0.0.1", "localhost");
  const provider = startProvider({ ...passwordLogin({ url }, "alice"), "jenkins:caCert": authority.cert });
  const { outs } = await create(provider);
  expect(outs.url).toBe(url);
  expect(jenkins.tokens("alice").map(({ uuid }) => uuid)).toEqual([outs.tokenUuid]);
});
