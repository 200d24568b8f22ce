import { connect as connectTls } from "node:tls";
import { Agent, ProxyAgent, fetch as undiciFetch } from "undici";
import { describe, expect, it } from "vitest";
import { createAuthority } from "../../../emulator/certificates.ts";
import { startProxy } from "../../../emulator/index.ts";
import { basic } from "../../support/jenkins.ts";
import { withJenkins } from "./withJenkins.ts";

const headers = basic("alice", "alice-pw");

describe("TLS", () => {
  it("takes clients that trust the authority, and no others", async () => {
    const authority = await createAuthority();
    await withJenkins({ tls: await authority.issue(), jobs: ["demo"] }, async (jenkins) => {
      const started = await get(`${jenkins.url}/api/json`, { ca: authority.cert });
      expect(await started.json()).toMatchObject({ url: `${jenkins.url}/` });
      expect(jenkins.url).toMatch(/^https:\/\/127\.0\.0\.1:/);
      expect(await failure(get(jenkins.url, {}))).toBe("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
      const { cert } = await createAuthority("Somebody else");
      expect(await failure(get(jenkins.url, { ca: cert }))).toBe("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
    });
  });

  it.each([
    ["for another host", { hosts: ["jenkins.example"] }, "ERR_TLS_CERT_ALTNAME_INVALID"],
    [
      "that has expired",
      { notAfter: new Date("2020-01-01"), notBefore: new Date("2019-01-01") },
      "CERT_HAS_EXPIRED",
    ],
  ])("shows a certificate %s", async (_, options, code) => {
    const authority = await createAuthority();
    await withJenkins({ tls: await authority.issue(options) }, async (jenkins) => {
      expect(await failure(get(jenkins.url, { ca: authority.cert }))).toBe(code);
    });
  });

  it("turns clients without a certificate away where it asks for one", async () => {
    const authority = await createAuthority();
    const tls = { ...(await authority.issue()), ca: authority.cert, requestClientCertificate: true };
    await withJenkins({ tls }, async (jenkins) => {
      const ca = authority.cert;
      const client = await authority.issue({ commonName: "alice", hosts: [] });
      expect((await get(`${jenkins.url}/login`, { ca, ...client })).status).toBe(200);
      expect(await failure(get(`${jenkins.url}/login`, { ca }))).toBeDefined();
      const stranger = await (await createAuthority("Somebody else")).issue();
      expect(await failure(get(`${jenkins.url}/login`, { ca, ...stranger }))).toBeDefined();
    });
  });

  it("closes at once while a TLS connection is open", async () => {
    const authority = await createAuthority();
    await withJenkins({ tls: await authority.issue() }, async (jenkins) => {
      const socket = connectTls({
        port: Number(new URL(jenkins.url).port),
        host: "127.0.0.1",
        ca: authority.cert,
      });
      await new Promise((resolve) => socket.once("secureConnect", resolve));
      socket.on("error", () => {});
    });
  });
});

describe("a proxy", () => {
  it("tunnels to where a host really is", () =>
    withJenkins({}, async (jenkins) => {
      const proxy = await startProxy({ hosts: { "jenkins.example:80": new URL(jenkins.url).host } });
      try {
        const dispatcher = new ProxyAgent({ uri: proxy.url, proxyTunnel: true });
        const response = await undiciFetch("http://jenkins.example/whoAmI/api/json", { headers, dispatcher });
        expect(await response.json()).toMatchObject({ name: "alice" });
        expect(proxy.requests).toEqual([{ method: "CONNECT", target: "jenkins.example:80", status: 200 }]);
        await dispatcher.destroy();
      } finally {
        await proxy.close();
      }
    }));

  it("forwards plain requests", () =>
    withJenkins({}, async (jenkins) => {
      const proxy = await startProxy({ hosts: { "jenkins.example:80": new URL(jenkins.url).host } });
      try {
        const dispatcher = new ProxyAgent({ uri: proxy.url, proxyTunnel: false });
        const response = await undiciFetch("http://jenkins.example/api/json", { headers, dispatcher });
        expect(await response.json()).toMatchObject({ url: "http://jenkins.example/" });
        expect(proxy.requests).toEqual([{ method: "GET", target: "jenkins.example:80", status: 200 }]);
        await dispatcher.destroy();
      } finally {
        await proxy.close();
      }
    }));

  it("wants credentials where it has some", () =>
    withJenkins({}, async (jenkins) => {
      const proxy = await startProxy({ credentials: { username: "me", password: "mine-4711" } });
      try {
        const stranger = new ProxyAgent({ uri: proxy.url, proxyTunnel: true });
        await expect(undiciFetch(`${jenkins.url}/login`, { dispatcher: stranger })).rejects.toThrow();
        const token = `Basic ${Buffer.from("me:mine-4711").toString("base64")}`;
        const dispatcher = new ProxyAgent({ uri: proxy.url, proxyTunnel: true, token });
        expect((await undiciFetch(`${jenkins.url}/login`, { dispatcher })).status).toBe(200);
        expect(proxy.requests.map(({ status }) => status)).toEqual([407, 200]);
        await Promise.all([stranger.destroy(), dispatcher.destroy()]);
      } finally {
        await proxy.close();
      }
    }));

  it("refuses tunnels, and can't reach what isn't there", async () => {
    for (const options of [{ refuseWith: 403 }, { hosts: { "jenkins.example:80": "127.0.0.1:1" } }]) {
      const proxy = await startProxy(options);
      const dispatcher = new ProxyAgent({ uri: proxy.url, proxyTunnel: true });
      await expect(undiciFetch("http://jenkins.example/", { dispatcher })).rejects.toThrow();
      await dispatcher.destroy();
      await proxy.close();
    }
  });
});

async function get(url: string, connect: { ca?: string; key?: string; cert?: string }) {
  const dispatcher = new Agent({ connect });
  try {
    const response = await undiciFetch(url, { headers, dispatcher });
    const body = await response.text();
    return { status: response.status, json: async () => JSON.parse(body) as unknown };
  } finally {
    await dispatcher.destroy();
  }
}

async function failure(attempt: Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt;
    return undefined;
  } catch (error) {
    return ((error as Error).cause as { code?: string }).code;
  }
}
