const longest = 300;

/** CSI, OSC and the other escape sequences of a terminal, in their 7-bit and 8-bit forms; one without end takes the rest. */
const escapeSequences =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x9c|\x1b\\)?|\x1b[ -/]*[0-~]?/g;

/** What a CI system or Pulumi takes for a command within a line: `##vso[…]`, `##[…]`, `##teamcity[…]`, `<{%…%}>`. */
const commandsInLine = /#(?=#\w*\[)|<(?=\{%)/g;

/** The value of a Jenkins API token, which no text shows, whether or not it is known as a secret. */
const tokenValue = /11[0-9a-f]{32}/gi;

/**
 * A text that came from outside, such as a response, a header or a name, as one line of at most `maxLength` characters that can't
 * control a terminal, reorder what stands around it, or give a command to a CI system. Anything that looks like the value of an
 * API token is taken out.
 */
export function toPlainLine(text: string, maxLength = longest): string {
  const line = text
    .replace(escapeSequences, " ")
    .replace(/[\p{Cf}\p{Cs}\p{Cn}]/gu, "")
    .replace(/[\s\p{Zl}\p{Zp}\p{Cc}]+/gu, " ")
    .replace(commandsInLine, "$& ")
    .trim()
    .replace(/^::/, ": :")
    .replace(tokenValue, "[secret]");
  return line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line;
}
