import * as pulumi from "@pulumi/pulumi";
import { JenkinsApiToken } from "pulumi-jenkins-api-token";

const config = new pulumi.Config();
const username = config.get("username") ?? "svc-fleet";
const [first = "", ...others] = config.requireObject<string[]>("controllers");

// The first controller creates the token, and a new one every 90 days.
const lead = new JenkinsApiToken(`fleet-${first}`, { controller: first, username, rotateAfterDays: 90 });

// Each of the others gets a token with the same value.
for (const controller of others) {
  new JenkinsApiToken(`fleet-${controller}`, { controller, username, fixedValue: lead.tokenValue });
}

export const { authorization } = lead;
