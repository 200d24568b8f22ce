import { refusePath } from "../../emulator/gateways/gateway.ts";
import type { EmbeddedJenkins, EmbeddedJenkinsOptions } from "../../emulator/index.ts";
import { passwordLogin, type Settings, tokenLogin } from "../support/lifecycleProvider.ts";

/** Who logs in, and whose tokens that user generates. */
export interface Login {
  readonly name: string;
  readonly owner: string;
  /** Path of the request that generates a token. */
  readonly generatesAt: RegExp;
  readonly jenkins?: EmbeddedJenkinsOptions;
  /** Whether a gateway hides the token list: then an attempt with unknown outcome stays one. Default: false. */
  readonly isWithoutList?: boolean;
  settings(jenkins: EmbeddedJenkins): Settings;
}

export const withApiToken: Login = {
  name: "a user with an API token",
  owner: "alice",
  generatesAt: /generateNewToken$/,
  settings: (jenkins) => tokenLogin(jenkins, "alice"),
};

/** Users who generate tokens for themselves: with a crumb and a session, and without. They see no page but their own. */
export const forOneself: readonly Login[] = [
  {
    name: "a user with a password",
    owner: "alice",
    generatesAt: /generateNewToken$/,
    settings: (jenkins) => passwordLogin(jenkins, "alice"),
  },
  withApiToken,
];

/** Logins from which a gateway hides the token list. */
export const withoutList: readonly Login[] = [
  {
    ...withApiToken,
    name: "a user with an API token, without the list",
    jenkins: { gateways: [refusePath(/\/(security\/|configure)$/)] },
    isWithoutList: true,
  },
  {
    name: "an administrator by REST, without the list",
    owner: "svc",
    generatesAt: /generateNewToken$/,
    jenkins: {
      adminCanGenerateNewTokens: true,
      gateways: [refusePath(/\/(security\/|configure|scriptText)$/)],
    },
    isWithoutList: true,
    settings: (jenkins) => passwordLogin(jenkins, "admin"),
  },
];

/** Administrators who generate tokens for another user: where REST refuses that, in the script console. */
export const forOthers: readonly Login[] = [
  {
    name: "an administrator in the script console",
    owner: "svc",
    generatesAt: /scriptText$/,
    settings: (jenkins) => passwordLogin(jenkins, "admin"),
  },
  {
    name: "an administrator by REST",
    owner: "svc",
    generatesAt: /generateNewToken$/,
    jenkins: { adminCanGenerateNewTokens: true },
    settings: (jenkins) => tokenLogin(jenkins, "admin"),
  },
];
