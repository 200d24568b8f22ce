import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { JenkinsApiToken } from "pulumi-jenkins-api-token";

async function program() {
  const token = new JenkinsApiToken("automation", { rotateAfterDays: 30 });
  return { authorization: token.authorization, rotateOn: token.rotateOn };
}

// Pulumi starts the resource's provider in this folder, and looks there for the packages. Without workDir it is an
// empty temporary folder.
const stack = await LocalWorkspace.createOrSelectStack(
  { projectName: "automation-api", stackName: "dev", program },
  { workDir: import.meta.dirname },
);

if (process.argv[2] === "destroy") {
  await stack.destroy({ onOutput: console.log });
} else {
  const { outputs } = await stack.up({ onOutput: console.log });
  console.log(`The token works. It rotates on ${outputs.rotateOn?.value} or later.`);
}
