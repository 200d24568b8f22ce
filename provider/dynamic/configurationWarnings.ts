import * as pulumi from "@pulumi/pulumi";
import { findConfigWarnings } from "../connection/configWarnings.ts";

const warnedPrograms = new WeakSet<object>();
/** Stands for the program where there is no stack, as in unit tests with mocks. */
const noStack = {};

/** Warns, once in each program, of keys of the stack's configuration that mean nothing and of secrets in plain text. */
export function warnOfConfiguration(): void {
  const program = pulumi.runtime.getStackResource() ?? noStack;
  if (warnedPrograms.has(program)) return;
  warnedPrograms.add(program);
  // The SDK exports it, but keeps it out of its types. Without it, that is unknown.
  const { isConfigSecret = () => true } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };
  const warnings = findConfigWarnings({ values: pulumi.runtime.allConfig(), isSecret: isConfigSecret });
  for (const warning of warnings) void pulumi.log.warn(warning);
}
