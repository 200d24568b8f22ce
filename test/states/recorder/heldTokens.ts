import type { ControllerName, Controllers } from "./controllers.ts";
import type { HeldToken } from "./recordedState.ts";
import type { KnownToken } from "./tokens.ts";

const owners = ["admin", "alice", "svc"];

/** Which of the tokens that a state knows are on controllers, by their names. */
export function heldTokens(
  controllers: Controllers,
  tokens: ReadonlyMap<string, KnownToken>,
): Record<string, HeldToken> {
  const held = new Map(
    (Object.keys(controllers) as ControllerName[]).flatMap((controller) =>
      owners.flatMap((owner) => listTokens(controllers, controller, owner)),
    ),
  );
  return Object.fromEntries(
    [...tokens].flatMap(([name, { tokenUuid }]) => {
      const token = held.get(tokenUuid);
      return token ? [[name, token]] : [];
    }),
  );
}

/** A user's tokens, each by the UUID that the state has of it. */
function listTokens(
  controllers: Controllers,
  controller: ControllerName,
  owner: string,
): [tokenUuid: string, HeldToken][] {
  return controllers[controller]
    .tokens(owner)
    .map(({ uuid, name, expirationDate, legacy }) => [
      legacy ? `legacy:${owner}` : uuid,
      { controller, owner, name, ...(expirationDate && { expirationDate }), ...(legacy && { legacy }) },
    ]);
}
