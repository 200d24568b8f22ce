import type { GeneratedToken, TokenOrder } from "../jenkins/apiTokenProperty.ts";
import type { JenkinsClient } from "../jenkins/client/jenkinsClient.ts";

/** The value of the output `method`: how a token was created. */
export type TokenMethodName = "rest" | "scriptConsole" | "legacy";

/** A token by its owner and UUID. */
interface TokenAddress {
  readonly username: string;
  readonly tokenUuid: string;
}

/** A token that exists, and how it was created, as the output `method` says. */
export interface HeldToken extends TokenAddress {
  readonly method?: TokenMethodName | "adopted" | undefined;
}

/** One method to create, rename and revoke tokens. */
export interface TokenMethod {
  readonly name: TokenMethodName;
  generate(client: JenkinsClient, order: TokenOrder): Promise<GeneratedToken>;
  /** False where the user has no such token. */
  rename(client: JenkinsClient, token: TokenAddress & { tokenName: string }): Promise<boolean>;
  revoke(client: JenkinsClient, token: TokenAddress): Promise<void>;
}
