import * as pulumi from "@pulumi/pulumi";
import { JenkinsApiToken } from "pulumi-jenkins-api-token";

const config = new pulumi.Config();

// An administrator creates a token for each service user: by REST where the controller allows that, otherwise in the
// script console. The users must exist; an unknown user is an error.
const tokens = config
  .requireObject<string[]>("users")
  .map((username) => new JenkinsApiToken(username, { username, rotateAfterDays: 90, overlapDays: 7 }));

/** `{ username, password }` of each user; a secret. */
export const logins = tokens.map(({ basicAuth }) => basicAuth);
