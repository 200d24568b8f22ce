import * as pulumi from "@pulumi/pulumi";
import { JenkinsApiToken } from "pulumi-jenkins-api-token";

const config = new pulumi.Config();

// An administrator makes a token for each service user: over REST where the controller allows that, else in the script
// console. A user whom Jenkins doesn't know is an error, and isn't made by it.
const tokens = config
  .requireObject<string[]>("users")
  .map((username) => new JenkinsApiToken(username, { username, rotateAfterDays: 90, overlapDays: 7 }));

/** `{ username, password }` of each, a secret. */
export const logins = tokens.map(({ basicAuth }) => basicAuth);
