import { describe } from "vitest";
import { ofToken } from "./rows/token.ts";
import { liveOverGrpc } from "./support/lifeOverGrpc.ts";

describe("a token", () => {
  liveOverGrpc(ofToken);
});
