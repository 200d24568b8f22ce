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
  /** In the order in which they ended, well or not. */
  readonly steps: readonly TokenStep[];
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
  /** What program and provider have written for people. */
  readonly printed: readonly string[];
  record(event: EngineEvent): void;
}

const resourceType = "jenkins:ApiToken";

/** Keeps what the engine tells of the token, and its diagnostics. */
export function recordEvents(): RecordedEvents {
  const steps: TokenStep[] = [];
  const [warnings, errors, printed]: [string[], string[], string[]] = [[], [], []];
  // What is for debugging isn't for people, and holds secrets.
  const bySeverity = new Map([
    ["warning", warnings],
    ["error", errors],
    ["info", printed],
    ["info#err", printed],
  ]);
  return {
    steps,
    warnings,
    errors,
    printed,
    record({ resOutputsEvent, resOpFailedEvent, diagnosticEvent }) {
      const metadata = (resOutputsEvent ?? resOpFailedEvent)?.metadata;
      if (metadata && isOwnStep(metadata)) steps.push(toStep(metadata));
      if (diagnosticEvent) bySeverity.get(diagnosticEvent.severity)?.push(toText(diagnosticEvent));
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
