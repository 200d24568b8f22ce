import { type Settings, startProvider, type TestProvider } from "../lifecycleProvider.ts";
import { type Properties, type Report, Stack } from "../lifeEngine.ts";
import type { Login } from "./logins.ts";
import type { SharedJenkins } from "./sharedJenkins.ts";

/** A stack with one token. */
export interface TokenLife {
  /** All errors and warnings so far. */
  readonly told: readonly string[];
  /** What the state holds of the token; undefined where it isn't in the state. */
  outputs(): Properties | undefined;
  /** What Pulumi can do under a configuration: each time in a new provider process, which never waits. */
  under(settings: Settings): Operations;
}

export interface Operations {
  up(declared: Properties): Promise<Report>;
  preview(declared: Properties): Promise<Report>;
  refresh(): Promise<Report>;
  destroy(): Promise<Report>;
}

/** The name of the resource in the program. */
export const resource = "ci";

export function beginLife({ clock }: SharedJenkins, { owner }: Login): TokenLife {
  const stack = new Stack();
  const told: string[] = [];
  const toProgram = (declared: Properties) => ({ [resource]: { username: owner, ...declared } });
  return {
    told,
    outputs: () => stack.outputs(resource),
    under(settings) {
      const run = async (operate: (provider: TestProvider) => Promise<Report>) => {
        const provider = startProvider(settings, { now: clock.now, pause: async () => {} });
        const report = await operate(provider);
        told.push(...report.errors, ...provider.warnings);
        return report;
      };
      return {
        up: (declared) => run((provider) => stack.up(provider, toProgram(declared))),
        preview: (declared) => run((provider) => stack.preview(provider, toProgram(declared))),
        refresh: () => run((provider) => stack.refresh(provider)),
        destroy: () => run((provider) => stack.destroy(provider)),
      };
    },
  };
}
