import { describe } from "vitest";
import { liveOverGrpc } from "../support/lifeOverGrpc.ts";
import { ofToken } from "./rows/token.ts";

describe("a token", () => {
  liveOverGrpc(ofToken);
});
