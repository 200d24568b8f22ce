/** Begins the first line of each script that the embedded Jenkins can run, and the line with its result. */
export const marker = "pulumi-jenkins-api-token";

/** An operation that a script was recognised to be, with the arguments that it carries as data. */
export interface ScriptOperation {
  name: string;
  given: Record<string, unknown>;
}

/**
 * Recognises a script by its first line, `// pulumi-jenkins-api-token <operation>`, and takes its arguments from
 * `'<base64 of JSON>'.decodeBase64()` further down. Undefined for any other script.
 */
export function recognize(script: string): ScriptOperation | undefined {
  const [firstLine = "", ...program] = script.split("\n");
  const name = firstLine.match(/^\/\/ pulumi-jenkins-api-token (\w+)\s*$/)?.[1];
  const data = program.join("\n").match(/'([A-Za-z0-9+/=]*)'\.decodeBase64\(\)/)?.[1];
  if (name === undefined || data === undefined) return undefined;
  return { name, given: JSON.parse(Buffer.from(data, "base64").toString()) as Record<string, unknown> };
}
