import { expect, it } from "vitest";
import type { Host } from "../../provider/token/index.ts";
import { startJenkins, whoAmI } from "../support/jenkins.ts";
import { passwordLogin, startProvider, tokenLogin, tokensOf } from "../support/lifecycleProvider.ts";
import { Stack } from "./support/engine.ts";

const perProcess = 8;
/** A process that shares no lock with any other. */
const otherMachine: Partial<Host> = { mutationLock: (_owner, change) => change() };
const ownName = (index: number) => `deploy ${index}`;

it.each([
  ["of two machines, of names of their own, with a password", ownName, passwordLogin, true],
  ["of two machines, of names of their own, with an API token", ownName, tokenLogin, true],
  ["of two machines, of one name, with an API token", () => "deploy", tokenLogin, true],
  ["of one machine, which take turns", ownName, passwordLogin, false],
])(
  "two processes at once create and rotate tokens of one user, %s: the declared ones exist in the end",
  async (_, toName, login, isRace) => {
    const jenkins = await startJenkins();
    const settings = login(jenkins, "alice");
    const processes = [0, 1].map((process) =>
      Array.from({ length: perProcess }, (_each, index) => ({
        stack: new Stack(),
        tokenName: toName(process * perProcess + index),
      })),
    );
    for (const version of [1, 2, 3]) {
      const reports = await Promise.all(
        processes.flatMap((tokens) => {
          const provider = startProvider(settings, { retryDelayMs: 50, ...(isRace ? otherMachine : {}) });
          return tokens.map(({ stack, tokenName }) => stack.up(provider, { ci: { tokenName, version } }));
        }),
      );
      expect(reports.flatMap(({ errors }) => errors)).toEqual([]);
      const states = processes.flat().map(({ stack }) => stack.outputs("ci") ?? {});
      const declared = states.map(({ tokenUuid, tokenName }) => `${tokenUuid} ${tokenName}`);
      const there = tokensOf(jenkins, "alice").map(({ uuid, name }) => `${uuid} ${name}`);
      expect(there.toSorted()).toEqual(declared.toSorted());
      for (const { tokenValue } of states) {
        expect(await whoAmI(jenkins.url, "alice", String(tokenValue))).toEqual({
          status: 200,
          name: "alice",
        });
      }
    }
    // In a race, Jenkins fails some requests.
    expect(jenkins.requests.some(({ status }) => status === 500)).toBe(isRace);
  },
);
