import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { JenkinsApiToken } from "pulumi-jenkins-api-token";

// Readers of the secret may cache it: after a rotation the old token works for one more day.
const token = new JenkinsApiToken("aws", { rotateAfterDays: 90, overlapDays: 1 });

const secret = new aws.secretsmanager.Secret("jenkins", {
  description: "Jenkins API token, managed by Pulumi",
});

new aws.secretsmanager.SecretVersion("jenkins", {
  secretId: secret.id,
  secretString: pulumi.jsonStringify(token.basicAuth),
});

export const secretArn = secret.arn;
