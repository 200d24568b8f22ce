import { delimiter, join } from "node:path";

/** The root of this repository. */
export const repository = join(import.meta.dirname, "..");

/** A PATH on which the Node.js of this project comes first, and then the Pulumi CLI. */
export function pathWith(pulumiDirectory: string): string {
  return [join(repository, "node_modules", ".bin"), pulumiDirectory, process.env.PATH ?? ""].join(delimiter);
}
