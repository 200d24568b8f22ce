import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Whether any file below a folder holds one of these texts. */
export async function isWrittenBelow(folder: string, texts: readonly string[]): Promise<boolean> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const { parentPath, name } of entries.filter((entry) => entry.isFile())) {
    const content = await readFile(join(parentPath, name), "utf8");
    if (texts.some((text) => content.includes(text))) return true;
  }
  return false;
}
