import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { readRecordings } from "./errorsPage/recordings.ts";
import { toErrorsPage } from "./errorsPage/toErrorsPage.ts";

// Writes docs/errors.md. The catalogue is read as it was compiled, since provider/ holds CommonJS.
const { jenkinsErrorCodes } = createRequire(import.meta.url)(
  "../dist/provider/errors/catalogue.js",
) as typeof import("../provider/errors/catalogue.ts");

const page = toErrorsPage({ codes: jenkinsErrorCodes, ...readRecordings() });
writeFileSync(join(import.meta.dirname, "../docs/errors.md"), page);
