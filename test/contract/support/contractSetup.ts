import type { TestProject } from "vitest/node";
import type { EmbeddedJenkins, EmbeddedJenkinsOptions } from "../../../emulator/index.ts";
import { type ContractController, controllerOf } from "./contractController.ts";

/** Each is a controller as one may meet it; the last ones are older, and have it differently in places. */
const embedded: readonly EmbeddedJenkinsOptions[] = [
  {},
  { contextPath: "/jenkins", adminCanGenerateNewTokens: true },
  { crumbIssuer: false },
  { version: "2.541.3" },
  { version: "2.346.3", adminCanGenerateNewTokens: true },
];

/** Names the controllers of the suite: the one of the environment, or else embedded ones, which are started here. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = controllerOf(process.env);
  if (given) {
    await expectJenkinsAt(given.url);
    project.provide("contractControllers", [given]);
    return async () => {};
  }
  const { startEmbeddedJenkins } = await import("../../../emulator/index.ts");
  const controllers = await Promise.all(
    embedded.map(async (options) => ({ options, jenkins: await startEmbeddedJenkins(options) })),
  );
  project.provide("contractControllers", controllers.map(toContractController));
  return async () => {
    await Promise.all(controllers.map(({ jenkins }) => jenkins.close()));
  };
}

async function expectJenkinsAt(url: string): Promise<void> {
  const response = await fetch(`${url}/login`).catch((error: unknown) => error);
  if (response instanceof Response && response.headers.has("X-Jenkins")) return;
  throw new Error(`JENKINS_TEST_URL: no Jenkins responds at ${url}/login`, { cause: response });
}

function toContractController(controller: {
  options: EmbeddedJenkinsOptions;
  jenkins: EmbeddedJenkins;
}): ContractController {
  const { version, contextPath, crumbIssuer, adminCanGenerateNewTokens = false } = controller.options;
  // Test reports cut off names that are longer than 40 letters.
  const peculiarities = [
    ...(contextPath ? [contextPath] : []),
    ...(crumbIssuer === false ? ["no crumbs"] : []),
    ...(adminCanGenerateNewTokens ? ["flag on"] : []),
  ];
  return {
    name: ["embedded Jenkins", version, ...peculiarities].filter(Boolean).join(" "),
    url: controller.jenkins.url,
    admin: { username: "admin", password: "admin-pw" },
    user: { username: "alice", password: "alice-pw" },
    adminCanGenerate: adminCanGenerateNewTokens,
    job: "testJob",
  };
}
