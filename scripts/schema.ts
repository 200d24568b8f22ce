import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { toSchema } from "./schema/toSchema.ts";

// Writes plugin/schema.json. The descriptions are read as they were compiled, since provider/ holds CommonJS.
const descriptions = createRequire(import.meta.url)(
  "../dist/provider/token/model/descriptions.js",
) as typeof import("../provider/token/model/descriptions.ts");

const file = join(import.meta.dirname, "../plugin/schema.json");
writeFileSync(file, `${JSON.stringify(toSchema(descriptions), undefined, 2)}\n`);
