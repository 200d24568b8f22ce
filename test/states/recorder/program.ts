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

/** What `pulumi stack export` holds. */
export interface Deployment {
  readonly resources: readonly RecordedResource[];
}

/** The tokens of a deployment, without what does not matter of them. */
export function toRecordedResources({ resources }: Deployment): RecordedResource[] {
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
