import * as pulumi from "@pulumi/pulumi";

/**
 * Refuses the options that take over a resource by its id: the engine has nothing but the id then, and neither a provider to
 * ask nor the value, which Jenkins shows only once.
 *
 * @throws RunError that names `adopt`
 */
export function refuseImport(name: string, { import: imported, id }: pulumi.CustomResourceOptions): void {
  const option = imported !== undefined ? "import" : id !== undefined ? "id" : undefined;
  if (option === undefined) return;
  throw new pulumi.RunError(
    `JenkinsApiToken '${name}': the resource option \`${option}\` does not work here.\n` +
      `To take over a token that exists, remove \`${option}\` and give the input \`adopt\`: { tokenUuid, tokenValue }.`,
  );
}
