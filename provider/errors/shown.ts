/** Takes the secrets out of a text. */
export type Redact = (text: string) => string;

/** Something that a person may see once the secrets are taken out of what came from outside in it. */
export interface Shown {
  /** Without secrets, in plain lines. */
  toText(redact: Redact): string;
}
