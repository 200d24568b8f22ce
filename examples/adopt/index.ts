import * as pulumi from "@pulumi/pulumi";
import { JenkinsApiToken } from "pulumi-jenkins-api-token";

const config = new pulumi.Config();

// A token that was created in the web UI. Nothing changes for its users; from now on Pulumi manages it.
const token = new JenkinsApiToken("adopted", {
  adopt: { tokenUuid: config.require("tokenUuid"), tokenValue: config.requireSecret("tokenValue") },
  // Without a name, the token keeps its own.
  tokenName: "deploy (Pulumi)",
  // A new version creates a new token and revokes the adopted one. Bump it once the users read the token from this stack.
  version: config.get("version") ?? "1",
});

export const { tokenUuid, tokenName, tokenValue } = token;
