/** What is wrong with a URL of http or https; undefined for a good one. */
export function httpUrlProblem(text: string, example: string): string | undefined {
  if (!URL.canParse(text)) return `must be a URL such as ${example}`;
  return /^https?:$/.test(new URL(text).protocol) ? undefined : "must start with https:// or http://";
}
