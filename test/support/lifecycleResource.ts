import { noteSecret, noteSecretsIn } from "./lifecycleFailure.ts";
import type { TestProvider } from "./lifecycleProvider.ts";

type Properties = Record<string, unknown>;

/** One resource as the engine keeps it: its inputs after check, and its outputs. */
export interface Resource {
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

/** The resource's name in the program. */
export const resourceName = "ci";

/** The reasons for which check turns inputs down; none when they are good. */
export async function complaints(provider: TestProvider, args: Properties, olds: Properties = {}) {
  noteSecretsIn(args);
  const { failures = [] } = await provider.check(olds, { ...args, __resourceName: resourceName });
  return failures.map(({ reason }) => reason);
}

/** The inputs that check makes of a program's. */
export async function checked(provider: TestProvider, args: Properties, olds: Properties = {}) {
  noteSecretsIn(args);
  const { inputs, failures = [] } = await provider.check(olds, { ...args, __resourceName: resourceName });
  if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
  return throughTheWire(inputs as Properties);
}

/** The first `pulumi up` of a token. */
export async function create(provider: TestProvider, args: Properties = {}): Promise<Resource> {
  const inputs = await checked(provider, args);
  const { id, outs } = await provider.create(inputs);
  return toResource(id, inputs, outs);
}

/** What the next preview says. */
export async function preview(provider: TestProvider, resource: Resource, args: Properties = {}) {
  const news = await checked(provider, args, resource.inputs);
  const { changes, replaces = [] } = await provider.diff(resource.id, resource.outs, news);
  return { changes, replaces };
}

/** The next `pulumi up`, which must not need a replacement. */
export async function update(provider: TestProvider, resource: Resource, args: Properties = {}) {
  const { replaces } = await preview(provider, resource, args);
  if (replaces.length > 0) throw new Error(`replaced because of ${replaces.join(", ")}`);
  const inputs = await checked(provider, args, resource.inputs);
  const { outs } = await provider.update(resource.id, resource.outs, inputs);
  return toResource(resource.id, inputs, outs);
}

/** A `pulumi refresh`; undefined where it finds the token gone. */
export async function refresh(provider: TestProvider, resource: Resource): Promise<Resource | undefined> {
  const { id, props } = await provider.read(resource.id, resource.outs);
  return id ? toResource(id, resource.inputs, props) : undefined;
}

/** A `pulumi destroy`. */
export async function destroy(provider: TestProvider, { id, outs }: Resource): Promise<void> {
  await provider.delete(id, outs);
}

/** Who Jenkins takes a request with the token for; undefined when it refuses it. */
export async function userOf(jenkins: { url: string }, token: Resource): Promise<string | undefined> {
  const response = await fetch(`${jenkins.url}/whoAmI/api/json`, { headers: headersOf(token) });
  if (response.status !== 200) return undefined;
  const { name } = (await response.json()) as { name: string };
  return name;
}

/** The headers of a request with the token. */
export function headersOf({ outs: { username, tokenValue } }: Resource): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${username}:${tokenValue}`).toString("base64")}` };
}

function toResource(id: unknown, inputs: Properties, outs: unknown): Resource {
  const outputs = throughTheWire(outs as Properties) as Outputs;
  noteSecret(outputs.tokenValue);
  return { id: String(id), inputs, outs: outputs };
}

/** Between engine and provider, properties that are undefined get lost. */
function throughTheWire(properties: Properties): Properties {
  return JSON.parse(JSON.stringify(properties)) as Properties;
}
