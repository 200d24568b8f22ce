import * as pulumi from "@pulumi/pulumi";
import { JenkinsApiToken } from "pulumi-jenkins-api-token";

const config = new pulumi.Config();

// A token that somebody made in the web UI: whoever uses it notices nothing, and it is Pulumi's from now on.
const token = new JenkinsApiToken("adopted", {
  adopt: { tokenUuid: config.require("tokenUuid"), tokenValue: config.requireSecret("tokenValue") },
  // Without a name, it keeps the one it has.
  tokenName: "deploy (Pulumi)",
  // When its users take it from this stack, bump it: a new token is made, and the adopted one revoked.
  version: config.get("version") ?? "1",
});

export const { tokenUuid, tokenName, tokenValue } = token;
