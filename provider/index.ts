import "./requireNode.ts";

export type {
  AdoptArgs,
  ConnectionArgs,
  JenkinsApiTokenArgs,
  SecretInput,
  SecretReference,
} from "./dynamic/args.ts";
export { type BasicAuth, JenkinsApiToken } from "./dynamic/jenkinsApiToken.ts";
