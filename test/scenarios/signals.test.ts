import { expect, it, onTestFinished, vi } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import type { Lifecycle } from "../../provider/dynamic/lifecycle.ts";
import { startJenkins } from "../support/jenkins.ts";
import { passwordLogin } from "../support/lifecycleProvider.ts";
import { urnOf } from "../support/lifecycleResource.ts";
import { startProviderProcess } from "./support/providerProcess.ts";

const inputs = { username: "alice", tokenName: "deploy", __urn: urnOf("ci") };

/** What is being changed when the signal comes, and how the result shows that it was finished. */
const changes: [string, RegExp, (provider: Lifecycle) => Promise<unknown>, unknown][] = [
  [
    "a generate",
    /generateNewToken$/,
    (provider) => provider.create(inputs),
    // Whether it is still verified depends on when the signal arrives; unverified, it is an error with the token.
    { id: expect.any(String) },
  ],
  [
    "a rename",
    /rename$/,
    async (provider) => {
      const { id, outs } = await provider.create(inputs);
      return provider.update(id, outs, { ...inputs, tokenName: "release" });
    },
    { outs: { tokenName: "release" } },
  ],
];

/** Has Jenkins keep the next change of this path waiting. Resolves when it is there, to what lets it go on. */
async function holdChange(jenkins: EmbeddedJenkins, path: RegExp): Promise<() => void> {
  const { promise: until, resolve } = Promise.withResolvers<void>();
  const fault = jenkins.faults.add({ kind: "latency", until, when: "afterEffect", path });
  await vi.waitUntil(() => fault.injections > 0, { timeout: 60_000, interval: 5 });
  return resolve;
}

it.each(
  (["SIGTERM", "SIGINT"] as const).flatMap((signal) => changes.map((change) => [signal, ...change] as const)),
)("%s does not end a provider process before %s has its result", async (signal, _, path, change, result) => {
  const jenkins = await startJenkins();
  const process = await startProviderProcess();
  onTestFinished(() => process.stop());
  const provider = await process.configure(passwordLogin(jenkins, "alice"));
  const changing = change(provider).catch((error: unknown) => error);
  const release = await holdChange(jenkins, path);
  const ended = process.signal(signal);
  release();
  expect(await changing).toMatchObject(result as object);
  expect(await ended).toBe(signal);
  expect(jenkins.tokens("alice")).toHaveLength(1);
});
