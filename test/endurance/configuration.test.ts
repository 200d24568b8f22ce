import fc from "fast-check";
import { expect, it } from "vitest";
import { noteOnlySecretsWith } from "../secrets/evidence.ts";
import { startJenkins } from "../support/jenkins.ts";
import { startProvider } from "../support/lifecycleProvider.ts";
import { urnOf } from "../support/lifecycleResource.ts";
import { expectExplained, expectPlain, marker, messyText } from "./messy.ts";
import { replay, seed, sized } from "./size.ts";

/** Not a number: one would be taken for a time that is really waited, or for retries. */
const notNumber = messyText.filter((text) => !Number.isFinite(Number(text)));
const secret = fc.oneof(
  fc.constant(marker),
  messyText.map((text) => `${text.slice(0, 50)}${marker}`),
);
const json = fc.oneof(
  fc.dictionary(fc.string(), fc.oneof(secret, fc.jsonValue())).map((map) => JSON.stringify(map)),
  // What a secret refers to is no secret: messages name it.
  fc.constantFrom('{"env":"NOT_SET"}', '{"file":"/nowhere/at all"}', '{"env":', "[]"),
);

/** What may stand in the configuration of a stack, or for some of it in the environment. */
const bad = {
  "jenkins:url": fc.oneof(
    messyText,
    fc.constantFrom("http://127.0.0.1:1", `https://a:${marker}@ci.example.com`, "ftp://x"),
  ),
  "jenkins:username": messyText,
  "jenkins:password": fc.oneof(secret, json),
  "jenkins:apiToken": fc.oneof(secret, json),
  "jenkins:caCert": fc.oneof(
    messyText,
    fc.constant("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"),
  ),
  "jenkins:clientCert": messyText,
  "jenkins:clientKey": fc.oneof(secret, json),
  "jenkins:insecureSkipTlsVerify": messyText,
  "jenkins:proxy": fc.oneof(secret, json, fc.constant(`http://me:${marker}@127.0.0.1:1`)),
  "jenkins:headers": fc.oneof(messyText, json),
  "jenkins:requestTimeoutSeconds": notNumber,
  "jenkins:maxRetries": notNumber,
  "jenkins:waitForReadySeconds": notNumber,
  "jenkins:controllers": fc.oneof(messyText, json),
  JENKINS_URL: messyText,
  JENKINS_USER_ID: messyText,
  JENKINS_PASSWORD: secret,
  JENKINS_HEADERS: json,
};

const settings = fc
  .subarray(Object.keys(bad) as (keyof typeof bad)[], { minLength: 1, maxLength: 3 })
  .chain((keys) => fc.record(Object.fromEntries(keys.map((key) => [key, bad[key] as fc.Arbitrary<string>]))));

it("any configuration is used, or is an error that explains and shows no secret", async () => {
  noteOnlySecretsWith(marker);
  const jenkins = await startJenkins({ saveDelayMs: 0 });
  const good = { "jenkins:url": jenkins.url, "jenkins:username": "alice", "jenkins:password": "alice-pw" };
  const counts = { configurations: 0, rejected: 0, created: 0, failed: 0 };

  const property = fc.asyncProperty(settings, fc.boolean(), async (given, isComplete) => {
    counts.configurations += 1;
    const merged: Record<string, string> = { ...(isComplete ? good : {}), ...given };
    const isVariable = (key: string) => key.startsWith("JENKINS_");
    const environment = Object.fromEntries(Object.entries(merged).filter(([key]) => isVariable(key)));
    const provider = startProvider(merged, { environment, pause: async () => {} });
    const { inputs, failures = [] } = await provider.check({}, { __urn: urnOf("ci") });
    for (const { reason } of failures) for (const line of reason.split("\n")) expectPlain(line);
    // No other controller is asked for anything.
    if (failures.length > 0 || merged["jenkins:url"] !== jenkins.url) {
      counts.rejected += 1;
      return;
    }
    const created = await provider.create(inputs ?? {}).catch((error: unknown) => {
      expectExplained(error);
      counts.failed += 1;
    });
    if (created) {
      counts.created += 1;
      await provider.delete(String(created.id), JSON.parse(JSON.stringify(created.outs)));
    }
    for (const warning of provider.warnings) expectPlain(warning);
    expect(jenkins.tokens("alice")).toEqual([]);
  });
  await fc.assert(property, { numRuns: sized(500, 10_000), seed, ...replay });
  console.log(`bad configuration with seed ${seed}: ${JSON.stringify(counts)}`);
});
