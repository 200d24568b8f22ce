import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import {
  passwordLogin,
  startJenkins,
  startProvider,
  type TestProvider,
} from "../../support/lifecycleProvider.ts";
import type { TestClock } from "./lifeClock.ts";
import { createConsumers } from "./lifeConsumers.ts";
import { type Operation, type Properties, Stack } from "./lifeEngine.ts";
import type { ProviderSource } from "./lifeProcess.ts";

/** A token whose stack gets an up every night. */
export interface Year {
  readonly args: Properties & { readonly overlapDays?: number };
  /** Default: 365. */
  readonly nights?: number;
  /** When the up of a night comes, `HH:MM`, UTC. Default: noon. */
  readonly time?: (night: number) => string;
  /** Nights without an up. */
  readonly skipped?: readonly number[];
  /** For a night, the path of the first request that Jenkins has no time for. */
  readonly refused?: Readonly<Record<number, RegExp>>;
  /** Whether each up begins with a refresh. Default: false. */
  readonly refreshes?: boolean;
}

/** What one night brought. */
export interface Night {
  readonly night: number;
  readonly is: Operation | undefined;
  /** What the user was told, errors last. */
  readonly says: readonly string[];
  /** How many tokens Jenkins lists in the morning. */
  readonly listed: number;
}

/** What became of a year. */
export interface LivedYear {
  /** The nights on which anything was said or done, or that brought Jenkins another number of tokens. */
  readonly diary: readonly Night[];
  /** How many tokens Jenkins has made. */
  readonly made: number;
  /** How many it lists after a destroy. */
  readonly left: number;
}

const resource = "ci";

/** Lives through a year, in which each consumer's token works before, in the middle of, and after every up. */
export async function liveYear(year: Year, providers: ProviderSource, clock: TestClock): Promise<LivedYear> {
  const { args, nights = 365, time = () => "12:00", skipped = [], refused = {}, refreshes = false } = year;
  await clock.set(0, time(0));
  const jenkins = await startJenkins({ clock });
  const settings = { ...passwordLogin(jenkins, "alice"), "jenkins:maxRetries": "0" };
  const consumers = createConsumers(jenkins, args.overlapDays);
  const stack = new Stack();
  const diary: Night[] = [];
  for (let night = 0; night < nights; night += 1) {
    await clock.set(night, time(night));
    await consumers.expectToWork(`before the up of night ${night}`);
    if (night > 0) consumers.copy(night, tokenValueOf(stack.outputs(resource)));
    if (skipped.includes(night)) continue;
    const path = refused[night];
    if (path) jenkins.faults.add({ kind: "status", status: 429, when: "beforeEffect", path });
    const provider = await providers.configure(settings);
    if (refreshes) await stack.refresh(provider);
    const { outcomes, errors } = await stack.up(provider, { [resource]: args }, ({ outputs }) =>
      consumers.update(tokenValueOf(outputs)),
    );
    const is = outcomes[resource]?.operation;
    const says = [...(await providers.printed()), ...errors];
    const listed = jenkins.tokens("alice").length;
    if (is !== "same" || says.length > 0 || listed !== diary.at(-1)?.listed) {
      diary.push({ night, is, says, listed });
    }
  }
  await consumers.expectToWork("at the end of the year");
  await stack.destroy(await providers.configure(settings));
  return { diary, made: countMade(jenkins), left: jenkins.tokens("alice").length };
}

/** Providers of this process. */
export function providersAt(clock: TestClock): ProviderSource {
  let provider: TestProvider;
  return {
    async configure(settings) {
      provider = startProvider(settings, { now: clock.now });
      return provider;
    },
    printed: async () => provider.warnings,
  };
}

function tokenValueOf(outputs: Properties | undefined): string {
  return String(outputs?.tokenValue);
}

function countMade({ requests }: EmbeddedJenkins): number {
  return requests.filter(({ path, status }) => path.endsWith("/generateNewToken") && status === 200).length;
}
