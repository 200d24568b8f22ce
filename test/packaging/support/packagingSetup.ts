import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { checkout, runCommand } from "./runCommand.ts";

/** Packs this checkout once, as for the registry. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "packed-"));
  const name = await runCommand(checkout, "npm", ["pack", "--silent", "--pack-destination", folder]);
  project.provide("tarball", join(folder, name.trim()));
  return () => rmSync(folder, { recursive: true, force: true });
}

declare module "vitest" {
  interface ProvidedContext {
    /** This package as it is published. */
    tarball: string;
  }
}
