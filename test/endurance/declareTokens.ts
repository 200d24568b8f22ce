const classes = {
  dynamic: 'require("pulumi-jenkins-api-token").JenkinsApiToken',
  packaged: 'require("./jenkins").ApiToken',
} as const;

/** A program of one of the front ends that declares tokens of these names, and outputs their values. */
export function declareTokens(
  frontEnd: keyof typeof classes,
  names: readonly string[],
  version: number,
): string {
  return `
    const Token = ${classes[frontEnd]};
    for (const name of ${JSON.stringify(names)})
      exports[name] = new Token(name, { version: ${version} }).tokenValue;
  `;
}
