import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

const printer = fileURLToPath(new URL("./providerText.mjs", import.meta.url));

/** Has the SDK serialize the compiled provider once for all tests that speak gRPC with it. */
export default function setup(project: TestProject): void {
  const text = execFileSync(process.execPath, ["--disable-warning=ExperimentalWarning", printer], {
    encoding: "utf8",
  });
  project.provide("providerText", text);
}

declare module "vitest" {
  interface ProvidedContext {
    /** The provider as it stands in the state of each token. */
    providerText: string;
  }
}
