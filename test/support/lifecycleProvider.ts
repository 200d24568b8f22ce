import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { configure, type Lifecycle } from "../../provider/dynamic/lifecycle.ts";
import type { Host } from "../../provider/token/index.ts";
import { keepEvidence } from "../secrets/evidence.ts";
import { keepError, noteSecretsIn } from "./lifecycleFailure.ts";

/** Keys of a stack's configuration, such as `jenkins:url`, or of an environment. */
export type Settings = Readonly<Record<string, string>>;

/** The methods of one provider process, and its warnings to the user. */
export interface TestProvider extends Lifecycle {
  readonly warnings: readonly string[];
  /** Another process with the same configuration, as the next command of Pulumi starts one. */
  next(): TestProvider;
}

/** A provider process under a stack's configuration, with an empty environment, that never waits before a retry. */
export function startProvider(settings: Settings, host: Partial<Host> = {}): TestProvider {
  for (const source of [settings, host.environment ?? {}]) noteSecretsIn(source);
  const warnings: string[] = [];
  const warn = (message: string) => {
    warnings.push(message);
    keepEvidence("a warning", message);
  };
  const config = {
    get: (key: string) => settings[key],
    require(key: string) {
      throw new Error(`nobody asks for ${key} in this way`);
    },
  };
  const lifecycle = configure({ config }, { environment: {}, warn, retryDelayMs: 0, ...host });
  return { ...keepingErrors(lifecycle), warnings, next: () => startProvider(settings, host) };
}

/** The same methods; what they throw is kept. */
function keepingErrors(lifecycle: Lifecycle): Lifecycle {
  const methods = Object.entries(lifecycle).map(([name, method]) => [
    name,
    (...given: unknown[]) =>
      method(...given).catch((error: unknown) => {
        keepError(error);
        throw error;
      }),
  ]);
  return Object.fromEntries(methods) as Lifecycle;
}

/** The configuration of a stack that logs in with a user's password; `url` where it isn't the controller's own. */
export function passwordLogin(jenkins: { url: string }, userId: string, password = `${userId}-pw`): Settings {
  return { "jenkins:url": jenkins.url, "jenkins:username": userId, "jenkins:password": password };
}

/** The name of the token that {@link tokenLogin} generates. */
const loginTokenName = "the provider's login";

/** The configuration of a stack that logs in with an API token of a user, which is generated here as if in the web UI. */
export function tokenLogin(jenkins: EmbeddedJenkins, userId: string, url = jenkins.url): Settings {
  const { tokenValue } = jenkins.generateToken(userId, loginTokenName);
  return { "jenkins:url": url, "jenkins:username": userId, "jenkins:apiToken": tokenValue };
}

/** A user's tokens, without the one that {@link tokenLogin} generated. */
export function tokensOf(jenkins: EmbeddedJenkins, userId: string): ReturnType<EmbeddedJenkins["tokens"]> {
  return jenkins.tokens(userId).filter(({ name }) => name !== loginTokenName);
}

/** The names of {@link tokensOf}. */
export function tokenNames(jenkins: EmbeddedJenkins, userId: string): string[] {
  return tokensOf(jenkins, userId).map(({ name }) => name);
}
