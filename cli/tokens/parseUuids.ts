import { isUuid } from "../../provider/jenkins/uuid.ts";
import { UsageError } from "../usageError.ts";

/** UUIDs as they were given, each once and in lower case. @throws UsageError */
export function parseUuids(given: readonly string[]): string[] {
  // What is no UUID is not shown: it may be the value of a token.
  if (!given.every(isUuid))
    throw new UsageError(
      "A token is named by its UUID, such as 01234567-89ab-cdef-0123-456789abcdef; tokens list shows it.",
    );
  return [...new Set(given.map((uuid) => uuid.toLowerCase()))];
}
