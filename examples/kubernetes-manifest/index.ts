import * as pulumi from "@pulumi/pulumi";
import { JenkinsApiToken } from "pulumi-jenkins-api-token";

const config = new pulumi.Config();

// For a week after a rotation the old token works too: nobody knows when the manifest is applied.
const token = new JenkinsApiToken("kubernetes", {
  rotateAfterDays: 90,
  overlapDays: 7,
  version: config.get("version") ?? "1",
});

/** The manifest in JSON, which kubectl takes like YAML; a secret, because the token in it is one. */
export const manifest = pulumi.jsonStringify({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "jenkins" },
  type: "kubernetes.io/basic-auth",
  stringData: token.basicAuth,
});
