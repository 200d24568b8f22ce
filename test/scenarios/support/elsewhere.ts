import { expect } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { passwordLogin, type Settings } from "../../support/lifecycleProvider.ts";
import type { Surroundings } from "./scenario.ts";

const others = new WeakMap<EmbeddedJenkins, EmbeddedJenkins>();

/** The configuration of a stack that retries nothing. */
export function loginWithoutRetries(jenkins: { url: string }): Settings {
  return { ...passwordLogin(jenkins, "alice"), "jenkins:maxRetries": "0" };
}

/** The same one, pointed to another controller: always the same one in a scenario. */
export async function elsewhere(jenkins: EmbeddedJenkins): Promise<Settings> {
  const other = others.get(jenkins) ?? (await startJenkins());
  others.set(jenkins, other);
  return loginWithoutRetries(other);
}

/** Ends the other controller of a scenario. */
export async function closeElsewhere({ jenkins }: Surroundings): Promise<void> {
  await others.get(jenkins)?.close();
}

/** Fails where alice has other tokens than these on the other controller of a scenario. */
export function expectElsewhere(...names: string[]): (surroundings: Surroundings) => void {
  return ({ jenkins }) => {
    const tokens = others.get(jenkins)?.tokens("alice");
    expect(tokens?.map(({ name }) => name)).toEqual(names);
  };
}
