// Prints the text of the provider as Pulumi keeps it in the state of each token: what the SDK makes of the compiled
// package when a program declares one. Its own process, because the SDK looks into closures with a debugger.

import { createRequire } from "node:module";

const require = createRequire(new URL("../../../package.json", import.meta.url));
const pulumi = require("@pulumi/pulumi");

await pulumi.runtime.setMocks({
  newResource({ inputs }) {
    process.stdout.write(inputs.__provider);
    return { id: "id", state: inputs };
  },
  call: () => ({}),
});
const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
new JenkinsApiToken("token");
