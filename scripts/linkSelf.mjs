// Links this checkout into its own node_modules. Examples have a package.json of their own, so inside them Node.js finds
// this package only where it would find an installed one; this makes them run in place, the quickstart of the root too.

import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const link = join(root, "node_modules", "pulumi-jenkins-api-token");
if (!existsSync(link)) {
  mkdirSync(join(root, "node_modules"), { recursive: true });
  symlinkSync("..", link, "junction");
}
