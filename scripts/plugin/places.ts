import { readFileSync } from "node:fs";
import { join } from "node:path";

export const checkout = join(import.meta.dirname, "../..");

/** Where everything goes that is made for a release. Git ignores it. */
export const artifacts = join(checkout, "artifacts");

/** What is read here of the schema of the provider. */
interface Schema {
  readonly language: { readonly go: { readonly importBasePath: string } };
}

/** The schema of the provider, with the version. */
export function readSchema(): Schema {
  return { ...readJson<Schema>("plugin", "schema.json"), ...{ version: packageVersion() } };
}

/** The version of the package, which is that of the provider and of its SDKs. */
export function packageVersion(): string {
  return readJson<{ version: string }>("package.json").version;
}

function readJson<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(checkout, ...path), "utf8")) as T;
}
