/**
 * What a state without an output means, for each output that some release did not write yet; how today's code then acts.
 * `test/unit/provider/token/model/state.test.ts` names the missing ones.
 *
 * Such as `lastUsedOn: "Nobody has looked yet; the next refresh does."`
 */
export const stories: Readonly<Record<string, string>> = {};
