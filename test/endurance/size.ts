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
