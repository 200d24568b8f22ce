import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { PageSources } from "./toErrorsPage.ts";

/** What tests have recorded of errors: their texts, and what the terminal shows. */
export function readRecordings(): Pick<PageSources, "messages" | "shown"> {
  return { messages: read("test/features/connections/catalogue"), shown: read("test/pulumi/errorsPage") };
}

/** The text files of a folder, by their names. */
function read(folder: string): ReadonlyMap<string, string> {
  const path = join(import.meta.dirname, "../..", folder);
  const files = readdirSync(path).filter((file) => file.endsWith(".txt"));
  return new Map(files.map((file) => [basename(file, ".txt"), readFileSync(join(path, file), "utf8")]));
}
