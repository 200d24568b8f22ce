import * as pulumi from "@pulumi/pulumi";
import { JenkinsApiToken } from "pulumi-jenkins-api-token";

const config = new pulumi.Config();
const version = config.get("version") ?? "1";

// The password in jenkins:password creates this one token, and revokes it in the end.
const bootstrap = new JenkinsApiToken("bootstrap", { version });

// All others log in with that token. It is a secret in the state. When `version` rotates it, they continue with the new one.
const { url, username, tokenValue: apiToken } = bootstrap;
const connection = { url, username, apiToken };

const deploy = new JenkinsApiToken("deploy", { connection });
const monitoring = new JenkinsApiToken("monitoring", { connection, rotateAfterDays: 90 });

export const deployHeader = deploy.authorization;
export const monitoringHeader = monitoring.authorization;
