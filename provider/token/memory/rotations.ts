import { isDeepStrictEqual } from "node:util";
import { type State, withoutUndefined } from "../model/state.ts";

type Properties = Readonly<Record<string, unknown>>;

/**
 * Whose tokens are being replaced. For a replacement the engine asks check for defaults anew, without a word of what it
 * replaces; the inputs that the diff has just seen tell.
 */
export interface Rotations {
  /** A token is about to be replaced by one with these inputs. */
  begin(token: Pick<State, "tokenUuid" | "username">, news: Properties): void;
  /** The owner of the token that one with these inputs replaces, told once; undefined for a new one. */
  takeOwner(news: Properties): string | undefined;
}

export function createRotations(): Rotations {
  // By UUID, since the engine asks for the same diff in a refresh before the up. The latest comes last: where the same is
  // declared twice, it is the one that check is asked about next.
  const rotations = new Map<string, { readonly inputs: Properties; readonly username: string }>();
  return {
    begin({ tokenUuid, username }, news) {
      rotations.delete(tokenUuid);
      rotations.set(tokenUuid, { inputs: withoutDefaults(news), username });
    },
    takeOwner(news) {
      const inputs = withoutDefaults(news);
      const [tokenUuid = "", rotation] =
        [...rotations].findLast(([, other]) => isDeepStrictEqual(other.inputs, inputs)) ?? [];
      rotations.delete(tokenUuid);
      return rotation?.username;
    },
  };
}

/** Inputs without those that check fills in. */
function withoutDefaults({ username: _, tokenName: __, __provider, ...inputs }: Properties): Properties {
  return withoutUndefined(inputs);
}
