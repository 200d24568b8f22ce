import * as k8s from "@pulumi/kubernetes";
import { JenkinsApiToken } from "pulumi-jenkins-api-token";

const token = new JenkinsApiToken("kubernetes", { rotateAfterDays: 90 });

const secret = new k8s.core.v1.Secret("jenkins", {
  type: "kubernetes.io/basic-auth",
  stringData: token.basicAuth,
});

const fromSecret = (key: string) => ({ secretKeyRef: { name: secret.metadata.name, key } });
const labels = { app: "jenkins-client" };

new k8s.apps.v1.Deployment("jenkins-client", {
  spec: {
    selector: { matchLabels: labels },
    template: {
      metadata: {
        labels,
        // Pods read environment variables only when they start. A new token changes this annotation, so new pods start.
        annotations: { "jenkins-token-uuid": token.tokenUuid },
      },
      spec: {
        containers: [
          {
            name: "client",
            image: "curlimages/curl:8.16.0",
            command: [
              "sh",
              "-c",
              'while curl -fsSu "$USER_ID:$TOKEN" "$URL/whoAmI/api/json"; do sleep 60; done',
            ],
            env: [
              { name: "URL", value: token.url },
              { name: "USER_ID", valueFrom: fromSecret("username") },
              { name: "TOKEN", valueFrom: fromSecret("password") },
            ],
          },
        ],
      },
    },
  },
});

export const secretName = secret.metadata.name;
