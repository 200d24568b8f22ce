import * as pulumi from "@pulumi/pulumi";
import * as jenkins from "pulumi-jenkins";

const config = new pulumi.Config();

const own = new jenkins.ApiToken("own", { version: config.require("version") });

const kept = new jenkins.ApiToken("kept", { username: "alice", tokenName: "made by hand" });

const other = new jenkins.Provider("other", {
  url: config.require("otherUrl"),
  username: "svc",
  password: config.requireSecret("otherPassword"),
});
const theirs = new jenkins.ApiToken("theirs", {}, { provider: other });
const listed = jenkins.getApiTokensOutput({ username: theirs.username }, { provider: other });

export const ownValue = own.tokenValue;
export const ownUuid = own.tokenUuid;
export const authorization = own.authorization;
export const keptValue = kept.tokenValue;
export const theirValue = theirs.tokenValue;
export const theirUuid = theirs.tokenUuid;
export const listedUuid = listed.tokens[0].tokenUuid;
