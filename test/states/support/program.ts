import type { TestStack } from "../../pulumi/support/pulumiStack.ts";
import type { Inputs, RecordedResource } from "./recordedState.ts";

const outputs = ["tokenUuid", "tokenValue", "previousTokenUuid", "previousTokenValue"] as const;

/** What such a program outputs, by the names of the tokens. */
export type DeclaredTokens = Readonly<
  Record<string, Readonly<Partial<Record<(typeof outputs)[number], string>>>>
>;

/** A program that declares tokens by name, with these inputs. */
export function declareTokens(tokens: Readonly<Record<string, Inputs>>): string {
  return `
    const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
    for (const [name, inputs] of Object.entries(${JSON.stringify(tokens)})) {
      const token = new JenkinsApiToken(name, inputs);
      exports[name] = Object.fromEntries(${JSON.stringify(outputs)}.map((output) => [output, token[output]]));
    }
  `;
}

/** The tokens in the state of a stack, secrets in plain text, without what does not matter of them. */
export async function readResources(stack: TestStack): Promise<RecordedResource[]> {
  const { deployment } = JSON.parse(await stack.export("--show-secrets"));
  const resources: RecordedResource[] = deployment.resources;
  const tokens = resources.filter(({ type }) => type === "pulumi-nodejs:dynamic/jenkins:ApiToken");
  return tokens.map((resource) => ({
    urn: resource.urn,
    type: resource.type,
    id: resource.id,
    delete: resource.delete,
    initErrors: resource.initErrors,
    inputs: resource.inputs,
    outputs: resource.outputs,
    additionalSecretOutputs: resource.additionalSecretOutputs,
  }));
}
