import * as gitlab from "@pulumi/gitlab";
import * as pulumi from "@pulumi/pulumi";
import { JenkinsApiToken } from "pulumi-jenkins-api-token";

const config = new pulumi.Config();
const job = config.get("job") ?? "build-it";

// One token for each sender, so that one can be revoked without the others.
const token = new JenkinsApiToken("gitlab", { tokenName: `GitLab hook of ${job}`, rotateAfterDays: 90 });

// A push starts the job. With an API token Jenkins needs no crumb. A rotation updates the hook before it revokes the old token.
new gitlab.ProjectHook("jenkins", {
  project: config.require("project"),
  url: pulumi.interpolate`${token.url}/job/${encodeURIComponent(job)}/build`,
  pushEvents: true,
  customHeaders: [{ key: "Authorization", value: token.authorization }],
});
