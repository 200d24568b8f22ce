import type { Lifecycle } from "../../provider/dynamic/lifecycle.ts";
import { whoAmI } from "./jenkins.ts";
import { noteSecret, noteSecretsIn } from "./lifecycleFailure.ts";

type Properties = Record<string, unknown>;

/** One resource as the engine keeps it: its inputs after check, and its outputs. */
export interface Resource {
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outs: Outputs;
}

/** The outputs that every token has. */
export interface Outputs extends Properties {
  readonly username: string;
  readonly tokenName: string;
  readonly tokenUuid: string;
  readonly tokenValue: string;
}

/** The name in the program of a provider's first resource. */
export const resourceName = "ci";

/** The URN of a resource of that name, as the class passes it on. */
export function urnOf(name: string): string {
  return `urn:pulumi:test::tokens::pulumi-nodejs:dynamic/jenkins:ApiToken::${name}`;
}

const counts = new WeakMap<Lifecycle, number>();

/** Each resource of a provider has a name of its own. */
function nextName(provider: Lifecycle): string {
  const count = (counts.get(provider) ?? 0) + 1;
  counts.set(provider, count);
  return count === 1 ? resourceName : `${resourceName}${count}`;
}

/** The reasons for which check turns inputs down; none when they are good. */
export async function complaints(provider: Lifecycle, args: Properties, olds: Properties = {}) {
  noteSecretsIn(args);
  const { failures = [] } = await provider.check(olds, { ...args, __urn: urnOf(resourceName) });
  return failures.map(({ reason }) => reason);
}

/** What check returns for a program's inputs. */
export async function checked(
  provider: Lifecycle,
  args: Properties,
  olds: Properties = {},
  name = resourceName,
) {
  noteSecretsIn(args);
  const news = overTheWire({ ...args, __urn: urnOf(name) });
  const { inputs, failures = [] } = await provider.check(olds, news);
  if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
  return overTheWire(inputs as Properties);
}

/** The first `pulumi up` of a token. */
export async function create(
  provider: Lifecycle,
  args: Properties = {},
  name = nextName(provider),
): Promise<Resource> {
  const inputs = await checked(provider, args, {}, name);
  const { id, outs } = await provider.create(inputs);
  return toResource(name, id, inputs, outs);
}

/** What the next preview says. */
export async function preview(provider: Lifecycle, resource: Resource, args: Properties = {}) {
  const news = await checked(provider, args, resource.inputs, resource.name);
  const { changes, replaces = [] } = await provider.diff(resource.id, resource.outs, news);
  return { changes, replaces };
}

/** The next `pulumi up`, which must not need a replacement. */
export async function update(provider: Lifecycle, resource: Resource, args: Properties = {}) {
  const { replaces } = await preview(provider, resource, args);
  if (replaces.length > 0) throw new Error(`replaced because of ${replaces.join(", ")}`);
  const inputs = await checked(provider, args, resource.inputs, resource.name);
  const { outs } = await provider.update(resource.id, resource.outs, inputs);
  return toResource(resource.name, resource.id, inputs, outs);
}

/** A `pulumi refresh`; undefined where it finds the token missing. */
export async function refresh(provider: Lifecycle, resource: Resource): Promise<Resource | undefined> {
  const { id, props } = await provider.read(resource.id, resource.outs);
  return id ? toResource(resource.name, id, resource.inputs, props) : undefined;
}

/** A `pulumi destroy`. */
export async function destroy(provider: Lifecycle, { id, outs }: Resource): Promise<void> {
  await provider.delete(id, outs);
}

/** The user whom Jenkins knows by the token; undefined where it refuses it. */
export async function userOf({ url }: { url: string }, { outs }: Resource): Promise<string | undefined> {
  return (await whoAmI(url, outs.username, outs.tokenValue)).name;
}

function toResource(name: string, id: unknown, inputs: Properties, outs: unknown): Resource {
  const outputs = overTheWire(outs as Properties) as Outputs;
  noteSecret(outputs.tokenValue);
  return { name, id: String(id), inputs, outs: outputs };
}

/** Properties as they arrive: those that are undefined are not sent. */
export function overTheWire(properties: Properties): Properties {
  return JSON.parse(JSON.stringify(properties)) as Properties;
}
