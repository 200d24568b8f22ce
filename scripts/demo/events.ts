import { stripVTControlCharacters } from "node:util";
import type { EngineEvent, OpType } from "@pulumi/pulumi/automation/index.js";

/** What the engine did to a token. */
export interface TokenStep {
  readonly operation: OpType;
  /** The resource as Pulumi prints it: type and name. */
  readonly resource: string;
  /** The properties that make a replacement necessary. */
  readonly properties: readonly string[];
}

const resourceType = "jenkins:ApiToken";

/** Reads the steps and diagnostics from a command's events. Those for debugging are left out: they hold secrets. */
export function readEvents(events: readonly EngineEvent[]) {
  const textsOf = (...severities: string[]) =>
    events.flatMap(({ diagnosticEvent: event }) =>
      event && severities.includes(event.severity) ? [toText(event.message)] : [],
    );
  return {
    /** What the command did to tokens, in the order in which it ended, well or not. */
    steps: events.flatMap(toSteps),
    warnings: textsOf("warning"),
    errors: textsOf("error"),
    /** What program and provider wrote: warnings of a dynamic provider are here. */
    printed: textsOf("info", "info#err"),
  };
}

function toSteps({ resOutputsEvent, resOpFailedEvent }: EngineEvent): TokenStep[] {
  const metadata = (resOutputsEvent ?? resOpFailedEvent)?.metadata;
  // `replace` is the engine's word for the two steps around it, which create and delete.
  if (!metadata?.type.endsWith(`/${resourceType}`) || metadata.op === "replace") return [];
  const resource = `${resourceType} ${metadata.urn.split("::").at(-1)}`;
  return [{ operation: metadata.op, resource, properties: metadata.keys ?? [] }];
}

function toText(message: string): string {
  // `<{%reset%}>` and the like are colours that the CLI fills in.
  return stripVTControlCharacters(message.replaceAll(/<\{%.*?%\}>/g, "")).trim();
}
