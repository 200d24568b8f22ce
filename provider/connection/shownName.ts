/** A name, key or path as a message may show it: somebody may have put a secret in its place. */
export function toShownName(name: string): string {
  return looksLikeSecret(name) ? "[secret]" : name;
}

/** Whether a text looks like an API token, a JWT or another long random value rather than like a name. */
export function looksLikeSecret(text: string): boolean {
  return /[0-9a-f]{16}/i.test(text) || /(?=[a-z]*[0-9])[a-z0-9]{20}/i.test(text) || /^eyJ/.test(text);
}
