import { type BenchJenkins, startJenkins } from "./jenkins.ts";
import { startLifecycle } from "./lifecycle.ts";

/** How many HTTP requests a token takes. */
export interface RequestCounts {
  /** Of a create, after the first one of the process. */
  readonly create: number;
  readonly delete: number;
  /** What the first create of a process and connection takes beyond that. */
  readonly once: number;
}

/** Counts the requests of a first token, of a further one, and of its deletion. */
export async function countRequests(): Promise<RequestCounts> {
  const jenkins = await startJenkins({ userCount: 1, saveDelayMs: 1 });
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
    return { create, delete: deleted, once: first - create };
  } finally {
    await jenkins.close();
  }
}

function inputsOf({ users }: BenchJenkins, tokenName: string) {
  return { username: users[0], tokenName };
}
