/** This package's own files, found by its name: the compiled code lies deeper than its source, and a bundle has them inside. */
const { version: packageVersion } = require("pulumi-jenkins-api-token/package.json") as { version: string };

/** The version of the provider: that of the package. */
export const version = packageVersion;

/** The schema of the package `jenkins`, as JSON. */
export function readSchema(): string {
  const schema: object = require("pulumi-jenkins-api-token/plugin/schema.json");
  return JSON.stringify({ ...schema, version });
}
