import * as gitlab from "@pulumi/gitlab";
import * as pulumi from "@pulumi/pulumi";
import { JenkinsApiToken } from "pulumi-jenkins-api-token";

const project = new pulumi.Config().require("project");

// Jobs that are running have the old value: after a rotation the old token works for one more day.
const token = new JenkinsApiToken("gitlab", {
  tokenName: `GitLab CI of ${project}`,
  rotateAfterDays: 90,
  overlapDays: 1,
});

// Raw: GitLab leaves a $ in the value as it is. Masked: job logs show [MASKED].
new gitlab.ProjectVariable("jenkins-api-token", {
  project,
  key: "JENKINS_API_TOKEN",
  value: token.tokenValue,
  masked: true,
  raw: true,
});
new gitlab.ProjectVariable("jenkins-user", { project, key: "JENKINS_USER_ID", value: token.username });
