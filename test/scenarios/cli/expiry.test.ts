import { describe } from "vitest";
import { ofExpiredToken, ofWebUiTokens } from "../declared/expiry.ts";
import { runOverCli } from "../support/overCli.ts";

describe("over the CLI, a token that expires", () => {
  runOverCli(ofExpiredToken);
});

describe("over the CLI, a token of the web UI", () => {
  runOverCli(ofWebUiTokens);
});
