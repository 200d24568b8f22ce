interface PackageInfo {
  readonly version: string;
}

/** This package's own description, found by its name: the compiled code lies deeper than its source. */
export const packageInfo = require("pulumi-jenkins-api-token/package.json") as PackageInfo;
