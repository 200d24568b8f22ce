/** A setting as `pulumi config set --path` takes it, such as `jenkins:controllers["eu.west"].apiToken`. */
export function toConfigPath(first: string, ...keys: readonly string[]): string {
  return first + keys.map((key) => (/^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`)).join("");
}
