/** What XML 1.0 cannot hold, besides lone surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const notInXml = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

/** Whether Jenkins can keep a text as it is: it writes users and their tokens to XML files. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !notInXml.test(text);
}

/** What to say of a text that is not. */
export const notStorable = "holds a character that Jenkins cannot store";
