import { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { Problem, Properties } from "../token/index.ts";
import type { PlainProperties } from "./wire.ts";

/** Inputs without those that are null: YAML and some SDKs say so for "not set". In `triggers`, null is a value as any other. */
export function withoutNulls(inputs: PlainProperties): PlainProperties {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, value]) => {
      if (value === null) return [];
      const isSettings = typeof value === "object" && !Array.isArray(value) && name !== "triggers";
      return [[name, isSettings ? withoutNulls(value as PlainProperties) : value]];
    }),
  );
}

/**
 * Takes the name that the engine proposes, as it does where the user has configured `pulumi:autonaming`. A name once taken
 * stays until the token is replaced. Everywhere else create chooses the name.
 */
export function withAutoname(
  inputs: Properties,
  olds: Properties,
  autonaming: CheckRequest.AutonamingOptions | undefined,
): { readonly inputs: Properties } | { readonly problems: readonly Problem[] } {
  if (!autonaming || inputs.tokenName !== undefined || inputs.adopt !== undefined) return { inputs };
  if (olds.tokenName !== undefined) return { inputs: { ...inputs, tokenName: olds.tokenName } };
  if (autonaming.getMode() === CheckRequest.AutonamingOptions.Mode.DISABLE) {
    return {
      problems: [{ path: "tokenName", reason: "is missing; pulumi:autonaming is disabled, so give it" }],
    };
  }
  return { inputs: { ...inputs, tokenName: autonaming.getProposedName() } };
}
