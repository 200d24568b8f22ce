import * as pulumi from "@pulumi/pulumi";
import type { ConnectionArgs, JenkinsApiTokenArgs, SecretInput } from "../../../../provider/index.ts";

/** What programs may write, and what is a type error for them. The compiler checks it; nothing here runs. */

const text = pulumi.output("text");
const secret = new pulumi.Config().requireSecret("secret");
const days = new pulumi.Config().getNumber("days");
const login = { url: "https://ci.example.com", username: text };

export const tokens: JenkinsApiTokenArgs[] = [
  {},
  { username: text, version: pulumi.output(1) },
  { expiresInDays: days },
  { expiresInDays: 90, rotateBeforeExpiryDays: days },
  { expiresInDays: pulumi.output(90), rotateBeforeExpiryDays: pulumi.output(14), overlapDays: 7 },
  { expiresOn: text },
  { triggers: { at: new Date(), image: text, list: [1, pulumi.output(2)] } },
  // @ts-expect-error: a map
  { triggers: "now" },
  { controller: text },
  { connection: { ...login, apiToken: secret } },
  { connection: pulumi.output({ url: "https://ci.example.com", username: "svc", apiToken: "t" }) },
  { connection: Promise.resolve({ ...login, password: "p" }) },
  { controller: "eu", connection: undefined },
  // @ts-expect-error: the two exclude each other
  { expiresInDays: 90, expiresOn: "2030-01-31" },
  // @ts-expect-error: needs expiresInDays
  { rotateBeforeExpiryDays: 14 },
  // @ts-expect-error: needs expiresInDays
  { expiresOn: "2030-01-31", rotateBeforeExpiryDays: 14 },
  // @ts-expect-error: needs expiresInDays, which may be undefined here
  { expiresInDays: days, rotateBeforeExpiryDays: 14 },
  // @ts-expect-error: the two exclude each other
  { controller: "eu", connection: { ...login, apiToken: secret } },
  // @ts-expect-error: misspelt
  { expiresIndays: 90 },
];

export const connections: ConnectionArgs[] = [
  { ...login, password: secret, headers: { "X-Key": secret, Cookie: { env: "COOKIE" } } },
  {
    ...login,
    apiToken: { file: text },
    proxy: { env: "PROXY" },
    clientCert: "c",
    clientKey: { file: "key" },
  },
  { ...login, apiToken: { command: ["vault", text] } },
  // @ts-expect-error: needs one of apiToken and password
  { ...login },
  // @ts-expect-error: the two exclude each other
  { ...login, apiToken: secret, password: secret },
  // @ts-expect-error: the two exclude each other
  { ...login, apiToken: { env: "A" }, password: { env: "B" } },
  // @ts-expect-error: no secret, so no reference
  { ...login, apiToken: secret, caCert: { file: "ca.pem" } },
];

export const secrets: SecretInput[] = [
  "text",
  text,
  secret,
  { env: "NAME" },
  pulumi.output({ env: "NAME" }),
  // @ts-expect-error: one of them
  { env: "NAME", file: "path" },
  // @ts-expect-error: no reference
  { environment: "NAME" },
  // @ts-expect-error: a list, as no shell splits it
  { command: "gcloud auth print-identity-token" },
  // @ts-expect-error: empty
  {},
];
