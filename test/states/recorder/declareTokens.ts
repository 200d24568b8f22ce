import type { Inputs } from "./recordedState.ts";

const outputs = ["tokenUuid", "tokenValue", "previousTokenUuid", "previousTokenValue"] as const;

/** What such a program outputs, by the names of the tokens. */
export type DeclaredTokens = Readonly<
  Record<string, Readonly<Partial<Record<(typeof outputs)[number], string>>>>
>;

/** A program that declares tokens by name, with these inputs. */
export function declareTokens(tokens: Readonly<Record<string, Inputs>>): string {
  return `
    const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
    for (const [name, inputs] of Object.entries(${JSON.stringify(tokens)})) {
      const token = new JenkinsApiToken(name, inputs);
      exports[name] = Object.fromEntries(${JSON.stringify(outputs)}.map((output) => [output, token[output]]));
    }
  `;
}
