import { CheckFailure, CheckResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { Problem } from "../token/index.ts";
import { toStruct, type WireProperties } from "./wire.ts";

/** Checked inputs, or what is wrong with them. */
export function toCheckResponse(
  checked: { readonly inputs: WireProperties } | { readonly problems: readonly Problem[] },
): CheckResponse {
  const response = new CheckResponse();
  if ("inputs" in checked) response.setInputs(toStruct(checked.inputs));
  else response.setFailuresList(checked.problems.map(toCheckFailure));
  return response;
}

/** The property is named in the reason alone: where it is named separately too, the engine prints its value beside it. */
export function toCheckFailure({ path, reason }: Problem): CheckFailure {
  const failure = new CheckFailure();
  failure.setReason(`${path}: ${reason}`.toWellFormed());
  return failure;
}
