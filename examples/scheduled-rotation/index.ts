import { JenkinsApiToken } from "pulumi-jenkins-api-token";

// The first nightly `pulumi up` after 30 days rotates the token. Then both tokens work for a week, so that a consumer
// that reads the output once a day always has one that works. The first `up` after that week revokes the old token.
const token = new JenkinsApiToken("scheduled", { rotateAfterDays: 30, overlapDays: 7 });

export const { authorization, rotateOn } = token;
