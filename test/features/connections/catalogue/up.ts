import type { Host } from "../../../../provider/token/index.ts";
import { failureOf } from "../../../support/lifecycleFailure.ts";
import { passwordLogin, type Settings, startProvider } from "../../../support/lifecycleProvider.ts";
import { create } from "../../../support/lifecycleResource.ts";

/** What brings an error about; resolves to the error that the engine gets. */
export type Situation = () => Promise<Error>;

/** The error of a first up that logs in as alice by password, and never tries again. */
export function upFailure(
  jenkins: { url: string },
  { settings = {}, args = {}, host = {} }: { settings?: Settings; args?: object; host?: Partial<Host> } = {},
): Promise<Error> {
  const login = { ...passwordLogin(jenkins, "alice"), "jenkins:maxRetries": "0", ...settings };
  return failureOf(create(startProvider(login, host), { ...args }));
}
