import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { JenkinsApiToken } from "pulumi-jenkins-api-token";

const repository = new pulumi.Config().require("repository");

// Workflows that are running have the old value: after a rotation the old token works for one more day.
const token = new JenkinsApiToken("github", {
  tokenName: `GitHub Actions of ${repository}`,
  rotateAfterDays: 90,
  overlapDays: 1,
});

new github.ActionsSecret("jenkins-api-token", {
  repository,
  secretName: "JENKINS_API_TOKEN",
  value: token.tokenValue,
});
new github.ActionsVariable("jenkins-url", { repository, variableName: "JENKINS_URL", value: token.url });
new github.ActionsVariable("jenkins-user", {
  repository,
  variableName: "JENKINS_USER_ID",
  value: token.username,
});
