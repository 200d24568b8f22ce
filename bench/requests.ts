import { type BenchJenkins, startJenkins } from "./jenkins.ts";
import { startLifecycle } from "./lifecycle.ts";

/** How many HTTP requests a token takes. */
export interface RequestCounts {
  /** Of a create, after the first one of the process. */
  readonly create: number;
  readonly delete: number;
  /** What the first create of a process and connection takes beyond that. */
  readonly once: number;
  /** Of a refresh, for each token more of an owner. */
  readonly refreshOfToken: number;
  /** Of a refresh, for each owner more. */
  readonly refreshOfOwner: number;
}

/** Counts the requests of a first token, of a further one, of its deletion, and of refreshes of several. */
export async function countRequests(): Promise<RequestCounts> {
  const jenkins = await startJenkins({ userCount: 2, saveDelayMs: 1 });
  try {
    const lifecycle = startLifecycle(jenkins);
    const count = async (work: Promise<unknown>) => {
      await work;
      return (await jenkins.takeRequests()).length;
    };
    await jenkins.takeRequests();
    const first = await count(lifecycle.create(inputsOf(jenkins, "first")));
    let made: Awaited<ReturnType<typeof lifecycle.create>> | undefined;
    const create = await count(
      lifecycle.create(inputsOf(jenkins, "second")).then((result) => {
        made = result;
      }),
    );
    const deleted = await count(lifecycle.delete(String(made?.id), made?.outs));
    const refresh = await startRefreshes(jenkins);
    const ofTwo = await refresh(2);
    const refreshOfToken = ((await refresh(6)) - ofTwo) / 4;
    const refreshOfOwner = (await refresh(2, 2)) - ofTwo;
    return { create, delete: deleted, once: first - create, refreshOfToken, refreshOfOwner };
  } finally {
    await jenkins.close();
  }
}

/** Counts the requests of a refresh, in a process of its own, of so many tokens of one owner and so many of another. */
async function startRefreshes(jenkins: BenchJenkins): Promise<(...counts: number[]) => Promise<number>> {
  const { create } = startLifecycle(jenkins);
  const ofOwner = (owner: number) =>
    Promise.all([1, 2, 3, 4, 5, 6].map((number) => create(inputsOf(jenkins, `token ${number}`, owner))));
  const tokens = await Promise.all([ofOwner(0), ofOwner(1)]);
  return async (...counts) => {
    await jenkins.takeRequests();
    const { read } = startLifecycle(jenkins);
    const refreshed = counts.flatMap((count, owner) => tokens[owner]?.slice(0, count) ?? []);
    await Promise.all(refreshed.map(({ id, outs = {} }) => read(id, outs)));
    return (await jenkins.takeRequests()).length;
  };
}

function inputsOf({ users }: BenchJenkins, tokenName: string, owner = 0) {
  return { username: users[owner], tokenName };
}
