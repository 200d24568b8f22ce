import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Whether this is `npm run test:endurance`, which takes long. */
    enduranceIsFull: boolean;
  }
}

/** What a test does in `npm test`, or in `npm run test:endurance`. */
export function sized<Value>(quick: Value, full: Value): Value {
  return inject("enduranceIsFull") ? full : quick;
}

/** The seed of all properties, which a failure shows with the path to its counterexample. */
export const seed = Number(process.env.ENDURANCE_SEED ?? 20_261_126);

/** `ENDURANCE_SEED=… ENDURANCE_PATH=…` runs that counterexample alone. */
export const replay = process.env.ENDURANCE_PATH === undefined ? {} : { path: process.env.ENDURANCE_PATH };
