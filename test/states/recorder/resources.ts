import type { RecordedResource } from "./recordedState.ts";

/** The type of a token, in every state that there is. */
const type = "pulumi-nodejs:dynamic/jenkins:ApiToken";

/** What `pulumi stack export` holds. */
export interface Deployment {
  readonly resources: readonly RecordedResource[];
}

/** The tokens of a deployment, without what says nothing of them. */
export function toRecordedResources(deployment: Deployment): RecordedResource[] {
  return deployment.resources
    .filter((resource) => resource.type === type)
    .map((resource) => ({
      urn: resource.urn,
      type,
      id: resource.id,
      delete: resource.delete,
      initErrors: resource.initErrors,
      inputs: resource.inputs,
      outputs: resource.outputs,
      additionalSecretOutputs: resource.additionalSecretOutputs,
    }));
}
