import { z } from "zod";
import type { RecordedResource } from "./recordedState.ts";

const tokenSchema = z.object({ tokenUuid: z.string(), tokenValue: z.string() });

/** A token by what the state knows of it. */
export type KnownToken = Readonly<z.infer<typeof tokenSchema>>;

const names = ["first", "second", "third"];

/** The tokens that resources know of, oldest first, by the names that they have in placeholders. */
export function nameTokens(resources: readonly RecordedResource[]): Map<string, KnownToken> {
  const oldestFirst = resources.toSorted(
    (one, other) => Number(other.delete ?? false) - Number(one.delete ?? false),
  );
  const tokens = new Map(oldestFirst.flatMap(tokensOf).map((token) => [token.tokenUuid, token]));
  return new Map([...tokens.values()].map((token, index) => [names[index] ?? `token${index}`, token]));
}

/** The adopted one may have been rotated since; an overlap keeps the one before the one in use. */
function tokensOf({ outputs }: RecordedResource): KnownToken[] {
  const { adopt, previousTokenUuid, previousTokenValue, tokenUuid, tokenValue } = outputs;
  const candidates = [
    toPlain(adopt),
    { tokenUuid: previousTokenUuid, tokenValue: toPlain(previousTokenValue) },
    { tokenUuid, tokenValue: toPlain(tokenValue) },
  ];
  return candidates.flatMap((candidate) => tokenSchema.safeParse(candidate).data ?? []);
}

/** What a secret of an export with `--show-secrets` holds. */
function toPlain(value: unknown): unknown {
  const isSecret = typeof value === "object" && value !== null && "plaintext" in value;
  return isSecret ? JSON.parse(String(value.plaintext)) : value;
}
