import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** What an RPC fails with. */
export type Failure = Pick<ServiceError, "code" | "details" | "metadata"> & Error;

/**
 * The failure of an operation. The engine takes "unknown" and "internal" for a sign that the state may be corrupt, so an
 * error of the catalogue is a failed precondition: it says what became of the token.
 */
export function toFailure(error: unknown): Failure {
  const { message, code } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
  return failure(code === undefined ? status.INTERNAL : status.FAILED_PRECONDITION, message);
}

/** Whether an error is one that the engine gets as it is. */
export function isFailure(error: unknown): error is Failure {
  return error instanceof Error && "metadata" in error;
}

/** The failure of a function or method that this provider does not have. */
export function toUnimplemented(message: string): Failure {
  return failure(status.UNIMPLEMENTED, message);
}

/** A token that exists although something is still to be done: the engine keeps it, and the next up calls Update. */
export function toPartialFailure(id: string, outputs: Struct, unfinished: readonly Error[]): Failure {
  const reasons = unfinished.map(({ message }) => message.toWellFormed());
  const detail = new ErrorResourceInitFailed();
  detail.setId(id);
  detail.setProperties(outputs);
  detail.setReasonsList(reasons);
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const rpcStatus = new Status();
  rpcStatus.setCode(status.UNKNOWN);
  rpcStatus.setMessage(reasons.join("\n"));
  rpcStatus.setDetailsList([any]);
  const metadata = new Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(rpcStatus.serializeBinary()));
  return failure(status.UNKNOWN, reasons.join("\n"), metadata);
}

function failure(code: status, message: string, metadata = new Metadata()): Failure {
  return Object.assign(new Error(message), { code, details: message.toWellFormed(), metadata });
}
