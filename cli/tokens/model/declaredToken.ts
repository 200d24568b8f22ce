import { nameOf } from "../../../provider/token/model/resource.ts";
import { encrypted, type StackResource } from "../../stacks/stackResources.ts";

/** A token as the state of a stack has it. Nothing of it is sure to be there: an `up` may have been cut off. */
export interface DeclaredToken {
  readonly stack: string;
  readonly urn: string;
  /** The resource's name in the program. */
  readonly resource: string;
  readonly status: StackResource["status"];
  readonly owner: string | undefined;
  readonly name: string | undefined;
  readonly tokenUuid: string | undefined;
  /** Of the controller. */
  readonly url: string | undefined;
  /** The name of the connection that the program chooses. */
  readonly controller: string | undefined;
  /** Whether the program gives it a connection of its own, which no command may read. */
  readonly hasOwnConnection: boolean;
  /** ISO 8601. */
  readonly createdAt: string | undefined;
  readonly expiresOn: string | undefined;
  readonly rotateOn: string | undefined;
  readonly rotateAfterDays: number | undefined;
  readonly rotateBeforeExpiryDays: number | undefined;
  readonly previousTokenUuid: string | undefined;
  readonly previousRevokeOn: string | undefined;
}

/** What a resource of a stack declares. */
export function toDeclaredToken(
  stack: string,
  { urn, id, status, inputs, outputs }: StackResource,
): DeclaredToken {
  const all: Readonly<Record<string, unknown>> = { ...inputs, ...outputs };
  const text = (name: string) => (typeof all[name] === "string" ? all[name] : undefined);
  const number = (name: string) => (typeof all[name] === "number" ? all[name] : undefined);
  return {
    stack,
    urn,
    resource: nameOf(urn),
    status,
    owner: text("username"),
    name: text("tokenName"),
    tokenUuid: text("tokenUuid") ?? (all.tokenUuid === encrypted ? undefined : id),
    url: text("url"),
    controller: text("controller"),
    hasOwnConnection: all.connection !== undefined,
    createdAt: text("createdAt"),
    expiresOn: text("expiresOn"),
    rotateOn: text("rotateOn"),
    rotateAfterDays: number("rotateAfterDays"),
    rotateBeforeExpiryDays: number("rotateBeforeExpiryDays"),
    previousTokenUuid: text("previousTokenUuid"),
    previousRevokeOn: text("previousRevokeOn"),
  };
}
