import type { World } from "../../../../provider/token/context.ts";
import { failureOf } from "../../../support/lifecycleFailure.ts";
import { passwordLogin, type Settings, startProvider } from "../../../support/lifecycleProvider.ts";
import { create } from "../../../support/lifecycleResource.ts";

/** What brings an error about; resolves to the error that the engine gets. */
export type Situation = () => Promise<Error>;

/** The error of a first up that logs in as alice by password, and never tries again. */
export function upFailure(
  jenkins: { url: string },
  {
    settings = {},
    args = {},
    world = {},
  }: { settings?: Settings; args?: object; world?: Partial<World> } = {},
): Promise<Error> {
  const login = { ...passwordLogin(jenkins, "alice"), "jenkins:maxRetries": "0", ...settings };
  return failureOf(create(startProvider(login, world), { ...args }));
}
