import { stripVTControlCharacters } from "node:util";
import type {
  DiagnosticEvent,
  EngineEvent,
  OpType,
  StepEventMetadata,
} from "@pulumi/pulumi/automation/index.js";

/** One step of the engine that concerns the token. */
export interface TokenStep {
  readonly operation: OpType;
  /** The resource as Pulumi prints it: type and name. */
  readonly resource: string;
  /** The properties that make a replacement necessary. */
  readonly properties: readonly string[];
}

/** What the engine has told of a command. */
export interface RecordedEvents {
  readonly steps: readonly TokenStep[];
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
  record(event: EngineEvent): void;
}

const resourceType = "jenkins:ApiToken";

/** Keeps what the engine tells of the token, and its diagnostics. */
export function recordEvents(): RecordedEvents {
  const [steps, warnings, errors]: [TokenStep[], string[], string[]] = [[], [], []];
  return {
    steps,
    warnings,
    errors,
    record({ resOutputsEvent, diagnosticEvent }) {
      if (resOutputsEvent && isOwnStep(resOutputsEvent.metadata))
        steps.push(toStep(resOutputsEvent.metadata));
      if (diagnosticEvent?.severity === "warning") warnings.push(toText(diagnosticEvent));
      if (diagnosticEvent?.severity === "error") errors.push(toText(diagnosticEvent));
    },
  };
}

/** `replace` is only the engine's word for the two steps around it, which create and delete. */
function isOwnStep({ type, op }: StepEventMetadata): boolean {
  return type.endsWith(`/${resourceType}`) && op !== "replace";
}

function toStep({ op, urn, keys }: StepEventMetadata): TokenStep {
  return {
    operation: op,
    resource: `${resourceType} ${urn.split("::").at(-1)}`,
    properties: keys ?? [],
  };
}

function toText({ message }: DiagnosticEvent): string {
  // `<{%reset%}>` and its like are colours for the CLI to fill in.
  return stripVTControlCharacters(message.replaceAll(/<\{%.*?%\}>/g, "")).trim();
}
