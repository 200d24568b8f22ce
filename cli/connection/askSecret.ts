import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { UsageError } from "../usageError.ts";

/**
 * Asks for a secret on a terminal, without showing what is typed.
 *
 * @throws UsageError when the question is left by Ctrl-C or Ctrl-D
 */
export function askSecret(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<string> {
  // In terminal mode it is readline that shows what is typed, not the terminal; here it writes to nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  output.write(question);
  return new Promise<string>((resolve, reject) => {
    reader.once("line", resolve);
    reader.once("SIGINT", () => reader.close());
    reader.once("close", () => reject(new UsageError("No API token or password was given.")));
  }).finally(() => {
    reader.close();
    output.write("\n");
  });
}
