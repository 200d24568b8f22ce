import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { startJenkins } from "../../support/jenkins.ts";
import { failureOf, noteSecret } from "../../support/lifecycleFailure.ts";
import { startGateway } from "../../support/lifecycleGateway.ts";
import { passwordLogin, type Settings, startProvider } from "../../support/lifecycleProvider.ts";
import { create } from "../../support/lifecycleResource.ts";
import { startWebServer } from "../../support/network.ts";

const password = 'echo-päss "4711"  ?/+~>=';
const bearer = "echo-bearer-4711/+=";
const key = "k3y-4711!";
const cookie = "echo-cookie-4711==";
const secrets = [password, bearer, key, cookie];

const base64 = (text: string) => Buffer.from(text).toString("base64");
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const html = (text: string) =>
  text.replace(
    /[&<>"ä]/g,
    (c) => `&${({ "&": "amp", "<": "lt", ">": "gt", '"': "quot" } as Record<string, string>)[c] ?? "auml"};`,
  );

/** How servers and proxies repeat what they were sent. */
const forms: [name: string, write: (secret: string) => string][] = [
  ["as it is", (secret) => secret],
  ["with its white space collapsed", (secret) => secret.replace(/\s+/g, " ")],
  ["percent-encoded", encodeURIComponent],
  ["form-encoded", (secret) => new URLSearchParams([["", secret]]).toString().slice(1)],
  ["as JSON", json],
  ["as HTML", html],
  ["as base64", base64],
  ["as base64 without padding", (secret) => base64(secret).replace(/=+$/, "")],
  ["as URL-safe base64", (secret) => Buffer.from(secret).toString("base64url")],
  ["as percent-encoded base64", (secret) => encodeURIComponent(base64(secret))],
  ["as the login it was sent in", (secret) => base64(`alice:${secret}`)],
];

/** Where a response repeats it. */
const places: [name: string, respond: (response: ServerResponse, echo: string) => void][] = [
  ["in a line of text", (response, echo) => response.writeHead(400).end(`bad request: '${echo}' at 1`)],
  [
    "at the end of a long line",
    (response, echo) => response.writeHead(400).end(`${"x".repeat(190)} '${echo}' at 1`),
  ],
  [
    "in the title of a page",
    (response, echo) =>
      response
        .writeHead(400, { "content-type": "text/html" })
        .end(`<html><head><title>Bad '${html(echo)}' here</title></head></html>`),
  ],
  [
    "in the message of JSON",
    (response, echo) =>
      response
        .writeHead(400, { "content-type": "application/json" })
        .end(JSON.stringify({ message: `bad request: '${echo}'` })),
  ],
  [
    "in a redirect",
    (response, echo) => {
      const encoded = encodeURIComponent(echo);
      const location = `https://me:${encoded}@sso.example.com/x/${encoded}?a=${encoded}`;
      response.writeHead(302, { location }).end();
    },
  ],
];

function settingsOf(url: string): Settings {
  return {
    ...passwordLogin({ url }, "alice", password),
    "jenkins:maxRetries": "0",
    "jenkins:headers": JSON.stringify({
      "X-Key": key,
      "X-Gateway": `Bearer ${bearer}`,
      Cookie: `theme=light; session=${cookie}`,
    }),
  };
}

describe.each(places)("a secret that a response repeats %s", (_, respond) => {
  it.each(forms)("%s is not shown", async (_form, write) => {
    for (const secret of secrets) {
      noteSecret(secret);
      const url = await startWebServer((_request: IncomingMessage, response: ServerResponse) =>
        respond(response, write(secret)),
      );
      const error = await failureOf(create(startProvider(settingsOf(url))));
      expect(error.message).not.toContain(write(secret));
      expect(error.message, "what the server repeats is looked at").toContain("[secr");
    }
  });
});

it("the login of a proxy that has no password is not shown", async () => {
  noteSecret("echo-proxy-4711");
  const proxy = await startWebServer((_, response) => response.writeHead(400).end("who is echo-proxy-4711?"));
  const settings = {
    ...passwordLogin({ url: "http://ci.invalid" }, "alice"),
    "jenkins:proxy": proxy.replace("//", "//echo-proxy-4711@"),
  };
  const error = await failureOf(create(startProvider(settings)));
  expect(error.message).toContain("who is [secret]?");
});

it("a chosen value is not shown by a script that is repeated with an error", async () => {
  const fixedValue = `11${"4711".repeat(8)}`;
  noteSecret(fixedValue);
  const jenkins = await startJenkins();
  const gateway = await startGateway(jenkins);
  const script = base64(JSON.stringify({ username: "svc", fixedValue }));
  gateway.respond("/scriptText", {
    status: 400,
    body: `cannot parse: new String('${script}'.decodeBase64())`,
  });
  const provider = startProvider(passwordLogin(gateway, "admin"));
  const error = await failureOf(create(provider, { username: "svc", method: "scriptConsole", fixedValue }));
  expect(error.message).toContain("cannot parse: new String('[secret]'.decodeBase64())");
});
