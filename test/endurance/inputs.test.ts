import { unknownValue } from "@pulumi/pulumi/runtime/rpc.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { startJenkins } from "../support/jenkins.ts";
import { noteSecret } from "../support/lifecycleFailure.ts";
import { passwordLogin, startProvider } from "../support/lifecycleProvider.ts";
import { urnOf } from "../support/lifecycleResource.ts";
import { expectExplained, expectPlain, marker, messySecret, messyText, messyValue } from "./messy.ts";
import { replay, seed, sized } from "./size.ts";

const uuid = "ebcf72f5-67df-481e-950f-55c16383b3ce";

const good = {
  username: fc.constantFrom("alice", "svc", "admin"),
  tokenName: fc.constantFrom("deploy", "späth 雪", "a/b?c#d"),
  version: fc.nat(),
  triggers: fc.dictionary(fc.string(), fc.jsonValue()),
  expiresInDays: fc.constant(30),
  rotateAfterDays: fc.constant(10),
  rotateBeforeExpiryDays: fc.constant(5),
  overlapDays: fc.constant(3),
  method: fc.constantFrom("auto", "rest", "scriptConsole"),
  verifyOn: fc.constantFrom("refresh", "up", "never"),
  allowConnectedController: fc.boolean(),
};

const connection = {
  url: fc.oneof(fc.constant("http://127.0.0.1:1"), messyValue),
  username: fc.oneof(fc.constant("alice"), messyValue),
  apiToken: messySecret,
  password: messySecret,
  clientKey: messySecret,
  proxy: messySecret,
  headers: fc.oneof(fc.dictionary(fc.string(), messySecret), messyValue),
  requestTimeoutSeconds: messyValue,
  maxRetries: messyValue,
  insecureSkipTlsVerify: messyValue,
};

const bad = {
  ...Object.fromEntries(Object.keys(good).map((key) => [key, messyValue])),
  expiresOn: fc.oneof(fc.constantFrom("2099-12-31", "2001-02-29", "1999-01-01"), messyValue),
  method: fc.oneof(fc.constant("legacy"), messyValue),
  adopt: fc.oneof(
    fc.record({ tokenUuid: fc.oneof(fc.constant(uuid), messySecret), tokenValue: messySecret }),
    messyValue,
  ),
  fixedValue: fc.oneof(messySecret, messyValue),
  controller: fc.oneof(fc.constant("eu"), messyValue),
  connection: fc.oneof(fc.record(connection, { requiredKeys: [] }), messyValue),
};

/** A few of the values. */
function few(values: Readonly<Record<string, fc.Arbitrary<unknown>>>, maxLength: number) {
  return fc
    .subarray(Object.keys(values), { maxLength })
    .chain((keys) =>
      fc.record(Object.fromEntries(keys.map((key) => [key, values[key] as fc.Arbitrary<unknown>]))),
    );
}

const inputs = fc
  .tuple(
    few(good, 3),
    few(bad, 1),
    fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, fc.dictionary(messyText, messyValue)),
  )
  .map((parts) => Object.assign({}, ...parts) as Record<string, unknown>);

it("any inputs are checked without a failure of the provider, and what is good creates a token or an error that explains", async () => {
  noteSecret(marker, "a fuzzed input");
  const jenkins = await startJenkins({ adminCanGenerateNewTokens: true, saveDelayMs: 0 });
  const provider = startProvider(passwordLogin(jenkins, "admin"), { pause: async () => {} });
  const counts = { inputs: 0, rejected: 0, created: 0, failed: 0 };

  const property = fc.asyncProperty(inputs, async (known) => {
    const given = { ...known, __urn: urnOf("ci") };
    counts.inputs += 1;
    const checked = await provider.check({}, given);
    const reasons = (checked.failures ?? []).map(({ reason }) => reason);
    for (const reason of reasons) expectPlain(reason);
    if (reasons.length > 0) counts.rejected += 1;
    // Unknown values come in previews alone, which create nothing; other controllers are asked for nothing.
    const isForThis =
      !("connection" in given) && !("controller" in given) && !JSON.stringify(given).includes(unknownValue);
    if (reasons.length > 0 || !isForThis) return;
    const created = await provider.create(throughTheWire(checked.inputs)).catch((error: unknown) => {
      expectExplained(error);
      counts.failed += 1;
    });
    if (created) {
      counts.created += 1;
      await provider.delete(String(created.id), throughTheWire(created.outs));
    }
    expect(tokensOf(jenkins)).toEqual([]);
  });
  await fc.assert(property, { numRuns: sized(1000, 20_000), seed, ...replay });
  console.log(`bad inputs with seed ${seed}: ${JSON.stringify(counts)}`);
});

function tokensOf(jenkins: EmbeddedJenkins): string[] {
  return ["admin", "alice", "svc"].flatMap((user) => jenkins.tokens(user).map(({ name }) => name));
}

/** Between engine and provider, properties that are undefined get lost. */
function throughTheWire(properties: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(properties)) as Record<string, unknown>;
}
