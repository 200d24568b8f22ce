/**
 * Whether everything is tested, as by `npm run test:packaging`, or the part that keeps `npm test` short. MODE is vitest's
 * flag `--mode`.
 */
export const isWholeRun = process.env.MODE === "packaging";
