import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { JenkinsApiToken } from "pulumi-jenkins-api-token";

// Readers of the secret may cache it: after a rotation the old token works for one more day.
const token = new JenkinsApiToken("vault", { rotateAfterDays: 90, overlapDays: 1 });

new vault.kv.SecretV2("jenkins", {
  mount: "secret",
  name: "ci/jenkins",
  dataJson: pulumi.jsonStringify(token.basicAuth),
});
