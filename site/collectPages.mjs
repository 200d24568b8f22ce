// Brings the README, as the first page, the pages of docs/ and the changelog into pages/. What the README links to in the
// repository leads to other pages, or to GitHub.

import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const from = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const pages = from("site/pages");
const repository = "https://github.com/pulumi-jenkins/pulumi-jenkins/tree/main";

rmSync(pages, { recursive: true, force: true });
cpSync(from("docs"), pages, { recursive: true });
cpSync(from("CHANGELOG.md"), `${pages}/CHANGELOG.md`);
const readme = readFileSync(from("README.md"), "utf8")
  .replaceAll("](docs/", "](")
  .replaceAll("](examples/", `](${repository}/examples/`);
writeFileSync(`${pages}/index.md`, readme);
