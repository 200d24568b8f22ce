import type { Lifecycle } from "../../../provider/dynamic/lifecycle.ts";
import { noteSecret } from "../../support/lifecycleFailure.ts";
import { checked, type Outputs, type Resource } from "../../support/lifecycleResource.ts";

type Properties = Record<string, unknown>;

/**
 * A `pulumi up` that replaces a resource, as the engine goes about it: check again with nothing old, create, and delete
 * the old one at the end.
 */
export async function replace(provider: Lifecycle, resource: Resource, args: Properties): Promise<Resource> {
  const created = await replaceWithoutDelete(provider, resource, args);
  await provider.delete(resource.id, resource.outs);
  return created;
}

/** The first half of a replacement: both resources are there. */
export async function replaceWithoutDelete(
  provider: Lifecycle,
  resource: Resource,
  args: Properties,
): Promise<Resource> {
  const news = await checked(provider, args, resource.inputs, resource.name);
  const { replaces = [] } = await provider.diff(resource.id, resource.outs, news);
  if (replaces.length === 0) throw new Error("it should have been replaced");
  const inputs = await checked(provider, args, {}, resource.name);
  const { id, outs } = await provider.create(inputs);
  const outputs = JSON.parse(JSON.stringify(outs)) as Outputs;
  noteSecret(outputs.tokenValue);
  return { name: resource.name, id: String(id), inputs, outs: outputs };
}
