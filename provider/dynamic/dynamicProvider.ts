import type { dynamic } from "@pulumi/pulumi";
import type { Lifecycle } from "./lifecycle.ts";

/**
 * The provider that Pulumi serializes into the state of each resource, twice: small, the same in every release, capturing
 * nothing. Each method loads the package that is installed when it is called, so that the code that revokes a token is
 * today's and not that of the day on which the token was created.
 *
 * Pulumi calls `configure` before any other method and does not wait for it: the methods must be there when it returns its
 * promise. They exist even where the package cannot be loaded, and fail then; a provider without `delete` would count as
 * one that has deleted.
 *
 * It is `import`, not `require`: the module that Pulumi compiles from this text has no file, hence belongs to no package, and
 * only `import` resolves from the program's folder then. The SDK prints the stack of an error besides its message, and that
 * of an import that failed is of no use to anybody.
 */
export const dynamicProvider = {
  async configure(this: Record<string, unknown>, request) {
    for (const method of "check diff create read update delete".split(" ") as (keyof Lifecycle)[])
      this[method] = async (...given: unknown[]) =>
        (
          (
            await import("pulumi-jenkins-api-token/lifecycle").catch(({ message }: Error) => {
              throw Object.assign(
                Error(`pulumi-jenkins-api-token must be in ${process.cwd()}/package.json. ${message}`),
                { stack: "" },
              );
            })
          ).configure(request)[method] as Method
        )(...given);
  },
} satisfies Pick<dynamic.ResourceProvider, "configure"> as dynamic.ResourceProvider;

type Method = (...given: unknown[]) => Promise<unknown>;
