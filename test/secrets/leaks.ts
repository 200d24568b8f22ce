import type { Evidence, UsedSecret } from "./evidence.ts";
import { holds, textForms } from "./secretScan.ts";

/** A value that Jenkins makes: 32 hex digits, with the version `11` before them since 2.129. */
const jenkinsValue = /(?<![0-9a-f])(?:11)?[0-9a-f]{32}(?![0-9a-f])/g;
/** Of these any one is a leak, whether or not it is known whose it is. */
const tokenValue = /^11[0-9a-f]{32}$/;

/** Names each text that gives a secret away, in any form, and where that is used; never the secret itself. */
export function findLeaks(evidence: readonly Evidence[], secrets: readonly UsedSecret[]): string[] {
  const uses = usesOf(secrets);
  const chosen = [...uses.keys()].filter(isChosen);
  const leaks = new Set<string>();
  // Output arrives in pieces: only together they are what somebody sees.
  for (const [name, text] of joined(evidence)) {
    for (const [form, content] of Object.entries(textForms(text))) {
      const made = [...content.matchAll(jenkinsValue)].map(([value]) => value);
      const shown = chosen.filter((value) => holds(content, value));
      for (const value of [...made, ...shown]) {
        const use = uses.get(value) ?? (tokenValue.test(value) ? ["a token that no test has noted"] : []);
        if (use.length > 0) leaks.add(`${name} shows ${form}: ${describe(use)}`);
      }
    }
  }
  return [...leaks];
}

/** The secrets that people choose: passwords, passphrases, headers. */
export function isChosen(value: string): boolean {
  return !/^(11)?[0-9a-f]{32}$/.test(value);
}

/** What each secret was used as, and where. */
function usesOf(secrets: readonly UsedSecret[]): ReadonlyMap<string, readonly string[]> {
  const uses = new Map<string, Set<string>>();
  for (const { value, use } of secrets) uses.set(value, (uses.get(value) ?? new Set()).add(use));
  return new Map([...uses].map(([value, all]) => [value, [...all]]));
}

/** The first use, and how many there are besides: the default passwords are used in most test files. */
function describe([first = "", ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} (and ${others.length} other uses)`;
}

function joined(evidence: readonly Evidence[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { name, text } of evidence) texts.set(name, (texts.get(name) ?? "") + text);
  return texts;
}
