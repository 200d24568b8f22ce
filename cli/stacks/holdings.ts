import { isUuid } from "../../provider/jenkins/uuid.ts";
import { nameOf } from "../../provider/token/model/resource.ts";
import { encrypted, type StackResource } from "./stackResources.ts";

/** What one resource of a stack holds. */
export interface Holding {
  /** In lower case. */
  readonly tokenUuid: string;
  readonly stack: string;
  readonly urn: string;
  /** The resource's name in the program. */
  readonly resource: string;
  /** Whether it is the token of the resource, a previous one that an overlap keeps, or part of a change that has not ended. */
  readonly as: "current" | "previous" | "pendingDelete" | "pendingOperation";
}

/**
 * A create, or a rotation in place, that is under way or was cut off: a new token may be there, and no state knows its UUID. Pulumi
 * notes it before it begins.
 */
export interface PendingCreate {
  readonly stack: string;
  readonly resource: string;
  /** The names that the program, or the token before, gives it; otherwise it is the resource's, and seven hex digits. */
  readonly tokenNames: readonly string[];
}

/** What a stack holds, whatever the controller. */
export interface StackHoldings {
  readonly holdings: readonly Holding[];
  readonly pendingCreates: readonly PendingCreate[];
  /** Resources of which the export does not show which token they hold. */
  readonly unreadable: readonly string[];
}

/** The tokens that the resources of a stack hold: in doubt, one more. */
export function toHoldings(stack: string, resources: readonly StackResource[]): StackHoldings {
  const holdings = resources.flatMap((resource) => toHoldingsOf(stack, resource));
  const isCreate = ({ status }: StackResource) =>
    typeof status === "object" && /^(creating|updating|importing)$/.test(status.pending);
  return {
    holdings,
    pendingCreates: resources.filter(isCreate).map(({ urn }) => ({
      stack,
      resource: nameOf(urn),
      tokenNames: namesOf(resources.filter((other) => other.urn === urn)),
    })),
    unreadable: resources.filter(isUnreadable).map(({ urn }) => nameOf(urn)),
  };
}

/** Whether a token has a name that a pending create gives. */
export function isNamedBy({ resource, tokenNames }: PendingCreate, tokenName: string): boolean {
  const ordered = tokenName.replace(/ \(retry [0-9a-f]{7}\)$/, "");
  const isDefault =
    ordered.startsWith(`${resource}-`) && /^[0-9a-f]{7}$/.test(ordered.slice(resource.length + 1));
  return isDefault || tokenNames.includes(ordered);
}

function namesOf(resources: readonly StackResource[]): string[] {
  const names = resources.flatMap(({ inputs, outputs }) => [inputs.tokenName, outputs.tokenName]);
  return [...new Set(names.filter(isText))];
}

function toHoldingsOf(stack: string, resource: StackResource): Holding[] {
  const { urn, id, status, outputs } = resource;
  const role: Holding["as"] = typeof status === "object" ? "pendingOperation" : status;
  const held = [
    { uuid: outputs.tokenUuid, as: role },
    { uuid: outputs.previousTokenUuid, as: role === "current" ? ("previous" as const) : role },
    // After a rotation with an overlap the id is still that of the first token.
    ...[id, adoptedOf(resource)].map((uuid) => ({ uuid, as: role })),
  ].flatMap(({ uuid, as }) => (isText(uuid) && isUuid(uuid) ? [{ tokenUuid: uuid.toLowerCase(), as }] : []));
  const first = held.filter(
    ({ tokenUuid }, index) => held.findIndex((other) => other.tokenUuid === tokenUuid) === index,
  );
  return first.map(({ tokenUuid, as }) => ({ tokenUuid, stack, urn, resource: nameOf(urn), as }));
}

/** The token that the program names, which may not be the resource's own yet. */
function adoptedOf({ inputs }: StackResource): unknown {
  const { adopt } = inputs;
  return typeof adopt === "object" && adopt !== null ? (adopt as Record<string, unknown>).tokenUuid : adopt;
}

/** Whether a UUID is a secret in this state, as the program may choose. What is adopted is the resource's own in the end. */
function isUnreadable(resource: StackResource): boolean {
  const { status, outputs } = resource;
  const isCreating = typeof status === "object" && outputs.tokenUuid === undefined;
  const uuids = [outputs.tokenUuid, outputs.previousTokenUuid, ...(isCreating ? [adoptedOf(resource)] : [])];
  return uuids.includes(encrypted);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
