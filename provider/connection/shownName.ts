import { toPlainLine } from "../errors/plainText.ts";

/** A name, key or path as a message may show it: somebody may have put a secret in its place, or any characters. */
export function toShownName(name: string): string {
  return looksLikeSecret(name) ? "[secret]" : toPlainLine(name);
}

/** Whether a text looks like an API token, a JWT or another long random value rather than like a name. */
export function looksLikeSecret(text: string): boolean {
  const runs = text.match(/[a-z0-9]{20,}/gi) ?? [];
  return /[0-9a-f]{16}/i.test(text) || runs.some((run) => /[0-9]/.test(run)) || text.startsWith("eyJ");
}
