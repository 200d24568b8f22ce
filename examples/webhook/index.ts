import * as pulumi from "@pulumi/pulumi";
import { JenkinsApiToken } from "pulumi-jenkins-api-token";

const config = new pulumi.Config();
const job = config.get("job") ?? "testJob";

// A token of its own for each sender, so that one can be revoked without the others noticing.
const token = new JenkinsApiToken("webhook", {
  tokenName: `webhook of ${job}`,
  // The sender is configured by hand: that leaves it a week to change to a new token.
  overlapDays: 7,
  version: config.get("version") ?? "1",
});

/** What the sender needs. With an API token Jenkins wants no crumb. */
export const request = {
  method: "POST",
  url: pulumi.interpolate`${token.url}/job/${encodeURIComponent(job)}/build`,
  authorization: token.authorization,
};
