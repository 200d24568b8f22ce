import * as pulumi from "@pulumi/pulumi";
import { JenkinsApiToken } from "pulumi-jenkins-api-token";

const token = new JenkinsApiToken("kubernetes", { rotateAfterDays: 90 });

// With the package @pulumi/kubernetes this is a resource of the stack:
//   new k8s.core.v1.Secret("jenkins", { type: "kubernetes.io/basic-auth", stringData: token.basicAuth });
// Without it, the manifest is an output, and a secret as the token is.
export const manifest = pulumi.jsonStringify({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "jenkins" },
  type: "kubernetes.io/basic-auth",
  stringData: token.basicAuth,
});
