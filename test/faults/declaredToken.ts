import { type Properties, type Report, Stack } from "../scenarios/support/engine.ts";
import { type Settings, startProvider, type TestProvider } from "../support/lifecycleProvider.ts";
import type { Login } from "./logins.ts";
import type { SharedJenkins } from "./sharedJenkins.ts";

/** A stack with one token. */
export type DeclaredToken = ReturnType<typeof declareToken>;

/** What Pulumi can do with the stack, under one configuration. */
export type Operations = ReturnType<DeclaredToken["start"]>;

/** The name of the resource in the program. */
export const resource = "ci";

export function declareToken({ clock }: SharedJenkins, { owner }: Login) {
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
    /** Pulumi under a configuration. Each operation starts a provider process, which never waits. */
    start(settings: Settings) {
      const provider = () => {
        const started = startProvider(settings, { now: clock.now, pause: async () => {} });
        providers.push(started);
        return started;
      };
      return {
        up: (declared: Properties) => noting(stack.up(provider(), toProgram(declared))),
        preview: (declared: Properties) => noting(stack.preview(provider(), toProgram(declared))),
        refresh: () => noting(stack.refresh(provider())),
        destroy: () => noting(stack.destroy(provider())),
      };
    },
    /** The outputs in the state; undefined where the token is not in it. */
    outputs: () => stack.outputs(resource),
    /** All errors and warnings so far. */
    messages: () => [...failures, ...providers.flatMap(({ warnings }) => warnings)].join("\n"),
  };
}
