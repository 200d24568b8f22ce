/** The oldest version of Node.js that the package runs on, as in `engines` of package.json. */
const oldest = "22.19.0";

/** Why a version of Node.js is too old for this package; undefined where it is not. */
export function nodeProblem(version: string): string | undefined {
  const isTooOld = version.localeCompare(oldest, "en", { numeric: true }) < 0;
  return isTooOld
    ? `pulumi-jenkins-api-token needs Node.js ${oldest} or newer; this is ${version}.`
    : undefined;
}
