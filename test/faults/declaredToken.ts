import { type Properties, type Report, Stack } from "../scenarios/support/engine.ts";
import { type Settings, startProvider, type TestProvider } from "../support/lifecycleProvider.ts";
import type { Login } from "./logins.ts";
import type { SharedJenkins } from "./sharedJenkins.ts";

/** A stack with one token. */
export interface DeclaredToken {
  /** Pulumi under a configuration. Each operation starts a provider process, which never waits. */
  start(settings: Settings): Operations;
  /** What the state holds of the token; undefined where it isn't in the state. */
  outputs(): Properties | undefined;
  /** All errors and warnings so far. */
  told(): string;
}

/** What Pulumi can do with the stack. */
export interface Operations {
  up(declared: Properties): Promise<Report>;
  preview(declared: Properties): Promise<Report>;
  refresh(): Promise<Report>;
  destroy(): Promise<Report>;
}

/** The name of the resource in the program. */
export const resource = "ci";

export function declareToken({ clock }: SharedJenkins, { owner }: Login): DeclaredToken {
  const stack = new Stack();
  const providers: TestProvider[] = [];
  const failures: string[] = [];
  const toProgram = (declared: Properties) => ({ [resource]: { username: owner, ...declared } });
  const noting = async (operation: Promise<Report>) => {
    const report = await operation;
    failures.push(...report.errors);
    return report;
  };
  return {
    start(settings) {
      const provider = () => {
        const started = startProvider(settings, { now: clock.now, pause: async () => {} });
        providers.push(started);
        return started;
      };
      return {
        up: (declared) => noting(stack.up(provider(), toProgram(declared))),
        preview: (declared) => noting(stack.preview(provider(), toProgram(declared))),
        refresh: () => noting(stack.refresh(provider())),
        destroy: () => noting(stack.destroy(provider())),
      };
    },
    outputs: () => stack.outputs(resource),
    told: () => [...failures, ...providers.flatMap(({ warnings }) => warnings)].join("\n"),
  };
}
