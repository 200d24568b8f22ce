import { JenkinsApiToken } from "pulumi-jenkins-api-token";

// The first nightly `pulumi up` 30 days after the token was made rotates it. For a week both tokens work, so that whoever
// reads the output once a day is never without one; the first `up` after that revokes the old one.
const token = new JenkinsApiToken("scheduled", { rotateAfterDays: 30, overlapDays: 7 });

export const { authorization, rotateOn } = token;
