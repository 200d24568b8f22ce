import { createAuthority } from "../../../../emulator/certificates.ts";
import type { JenkinsErrorCode } from "../../../../provider/errors/catalogue.ts";
import { failureOf } from "../../../support/lifecycleFailure.ts";
import { startGateway } from "../../../support/lifecycleGateway.ts";
import { passwordLogin, startJenkins, startProvider } from "../../../support/lifecycleProvider.ts";
import { create, destroy } from "../../../support/lifecycleResource.ts";
import { closedPort, startProxy, startTcpServer, startTlsJenkins, startWebServer } from "../network.ts";
import { type Situation, upFailure } from "./up.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** A destroy under another configuration than the up before it. */
async function destroyFailure(settings: Record<string, string>): Promise<Error> {
  const jenkins = await startJenkins();
  const resource = await create(startProvider(passwordLogin(jenkins, "alice")));
  return failureOf(destroy(startProvider(settings), resource));
}

/** An up through a proxy to a controller with TLS. */
async function proxiedFailure(proxy: string): Promise<Error> {
  const { jenkins, authority } = await startTlsJenkins();
  return upFailure(jenkins, { settings: { "jenkins:caCert": authority.cert, "jenkins:proxy": proxy } });
}

async function certificateFailure(options: Parameters<typeof startTlsJenkins>[0]): Promise<Error> {
  const { jenkins, authority } = await startTlsJenkins(options);
  return upFailure(jenkins, { settings: { "jenkins:caCert": authority.cert } });
}

/** What stands between this machine and Jenkins. */
export const networkPath = {
  connectionMissing: () => destroyFailure({}),
  connectionInvalid: () => destroyFailure({ "jenkins:url": "ci.example.com" }),
  unreachable: async () => upFailure({ url: `http://${closedPort}` }),
  unknownHost: () => upFailure({ url: "http://jenkins.invalid" }),
  timedOut: async () => {
    const url = `http://${await startTcpServer(() => {})}`;
    return upFailure({ url }, { settings: { "jenkins:requestTimeoutSeconds": "1" } });
  },
  connectionBroken: async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "reset", when: "beforeEffect" });
    return upFailure(jenkins);
  },
  interrupted: async () => {
    const controller = new AbortController();
    const url = await startWebServer(() => controller.abort());
    return upFailure({ url }, { host: { cancelled: controller.signal } });
  },
  notHttp: async () => {
    const host = await startTcpServer((socket) => socket.end("SSH-2.0-OpenSSH_9.9\r\n"));
    return upFailure({ url: `http://${host}` });
  },
  httpsWanted: async () => {
    const url = await startWebServer((_, response) => {
      response.writeHead(400).end("Client sent an HTTP request to an HTTPS server.\n");
    });
    return upFailure({ url });
  },
  responseTooLarge: async () => {
    const url = await startWebServer((_, response) => void response.end("x".repeat(1024 * 1024 + 1)));
    return upFailure({ url });
  },
  requestInvalid: async () => {
    const gateway = await startGateway(await startJenkins());
    gateway.answer("/crumbIssuer/api/json", {
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ crumbRequestField: "no header's name", crumb: "1" }),
    });
    return upFailure(gateway);
  },
  tlsUnknownIssuer: async () => upFailure((await startTlsJenkins()).jenkins),
  tlsExpired: () => {
    const notAfter = new Date(Date.now() - dayMs);
    return certificateFailure({ notBefore: new Date(Date.now() - 3 * dayMs), notAfter });
  },
  tlsWrongHost: () => certificateFailure({ hosts: ["ci-1.corp.example"] }),
  tlsClientCertificate: async () => {
    const { jenkins, authority } = await startTlsJenkins({}, { clients: await createAuthority("Clients") });
    return upFailure(jenkins, { settings: { "jenkins:caCert": authority.cert } });
  },
  tlsNotSpoken: async () => upFailure({ url: (await startJenkins()).url.replace("http:", "https:") }),
  tls: async () => {
    const handshakeFailure = Buffer.from([21, 3, 3, 0, 2, 2, 40]);
    const host = await startTcpServer(
      (socket) => void socket.once("data", () => socket.end(handshakeFailure)),
    );
    return upFailure({ url: `https://${host}` });
  },
  proxyUnreachable: async () => proxiedFailure(`http://${closedPort}`),
  proxyRefused: async () => proxiedFailure((await startProxy({ refuseWith: 403 })).url),
  proxyAuthentication: async () => {
    const credentials = { username: "pulumi", password: "proxy-password-4" };
    return proxiedFailure((await startProxy({ credentials })).url);
  },
} satisfies Partial<Record<JenkinsErrorCode, Situation>>;
