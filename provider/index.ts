import "./requireNode.ts";

export {
  type AdoptArgs,
  type BasicAuth,
  type ConnectionArgs,
  JenkinsApiToken,
  type JenkinsApiTokenArgs,
} from "./dynamic/jenkinsApiToken.ts";
