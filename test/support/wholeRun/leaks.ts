import { textForms } from "../pulumiSecretScan.ts";
import type { Evidence, UsedSecret } from "./evidence.ts";

/** A value that Jenkins makes: 32 hex digits, with the version `11` before them since 2.129. */
const jenkinsValue = /(?<![0-9a-f])(?:11)?[0-9a-f]{32}(?![0-9a-f])/g;
/** Of these any one is a leak, whether or not it is known whose it is. */
const tokenValue = /^11[0-9a-f]{32}$/;

/** Names each text that gives a secret away, in plain text or base64, and whose it is; never the secret itself. */
export function findLeaks(evidence: readonly Evidence[], secrets: readonly UsedSecret[]): string[] {
  const owners = new Map(secrets.map(({ value, owner }) => [value, owner]));
  const chosen = [...owners].filter(([value]) => !/^(11)?[0-9a-f]{32}$/.test(value));
  const leaks = new Set<string>();
  // Output arrives in pieces: only together they are what somebody sees.
  for (const [name, text] of joined(evidence)) {
    for (const [form, content] of Object.entries(textForms(text))) {
      for (const [value] of content.matchAll(jenkinsValue)) {
        const owner = owners.get(value) ?? (tokenValue.test(value) ? "an unknown token" : undefined);
        if (owner) leaks.add(`${name}: ${owner}, ${form}`);
      }
      for (const [value, owner] of chosen) {
        if (formsOf(value).some((each) => content.includes(each))) leaks.add(`${name}: ${owner}, ${form}`);
      }
    }
  }
  return [...leaks];
}

function joined(evidence: readonly Evidence[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { name, text } of evidence) texts.set(name, (texts.get(name) ?? "") + text);
  return texts;
}

function formsOf(value: string): string[] {
  return [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
}
