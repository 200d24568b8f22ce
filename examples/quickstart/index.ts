import * as pulumi from "@pulumi/pulumi";
import { JenkinsApiToken } from "pulumi-jenkins-api-token";

const config = new pulumi.Config();

const token = new JenkinsApiToken("quickstart", {
  // A new version rotates the token: `pulumi config set version 2`, then `pulumi up`.
  version: config.get("version") ?? "1",
  // What Jenkins shows. Default: the resource's name and seven random hex digits.
  tokenName: config.get("tokenName"),
});

// The last two are secrets: encrypted in the state, and printed only by `pulumi stack output --show-secrets`.
export const { url, username, tokenName, tokenUuid, tokenValue, authorization } = token;
