import { performance } from "node:perf_hooks";
import { Agent, request } from "undici";
import { type BenchJenkins, startJenkins } from "./jenkins.ts";
import { startLifecycle } from "./lifecycle.ts";
import { median } from "./numbers.ts";

/** Tokens a second, of the lifecycle and of a bare loop that sends the same requests. */
export interface Throughput {
  readonly lifecycle: number;
  readonly bareLoop: number;
  /** Median of the ratios of the pairs. */
  readonly ratio: number;
}

interface ThroughputOptions {
  readonly userCount: number;
  /** Tokens of each user in one round. */
  readonly tokensPerUser: number;
  readonly rounds: number;
}

/** As long as Jenkins takes here for a token; two files are written. */
const saveDelayMs = 20;

/** Generates tokens by both methods in turn, with one request in flight for each user, and pairs the rates. */
export async function measureThroughput(options: ThroughputOptions): Promise<Throughput> {
  const pairs: { lifecycle: number; bareLoop: number }[] = [];
  for (let round = 0; round <= options.rounds; round += 1) {
    const pair = {
      lifecycle: await rateOf(options, byLifecycle),
      bareLoop: await rateOf(options, byBareLoop),
    };
    if (round > 0) pairs.push(pair); // the first one warms up
  }
  return {
    lifecycle: median(pairs.map(({ lifecycle }) => lifecycle)),
    bareLoop: median(pairs.map(({ bareLoop }) => bareLoop)),
    ratio: median(pairs.map(({ lifecycle, bareLoop }) => lifecycle / bareLoop)),
  };
}

type Work = (jenkins: BenchJenkins, tokensPerUser: number) => Promise<unknown>;

async function rateOf({ userCount, tokensPerUser }: ThroughputOptions, work: Work): Promise<number> {
  const jenkins = await startJenkins({ userCount, saveDelayMs });
  try {
    const startedAt = performance.now();
    await work(jenkins, tokensPerUser);
    return (userCount * tokensPerUser) / ((performance.now() - startedAt) / 1000);
  } finally {
    await jenkins.close();
  }
}

const byLifecycle: Work = (jenkins, tokensPerUser) => {
  const lifecycle = startLifecycle(jenkins);
  return Promise.all(
    jenkins.users.map(async (username) => {
      for (let token = 0; token < tokensPerUser; token += 1) {
        await lifecycle.create({ username, tokenName: `bench-${token}` });
      }
    }),
  );
};

/** What somebody would write who knows what to send, and trusts every response. */
const byBareLoop: Work = async ({ url, adminToken, users }, tokensPerUser) => {
  const dispatcher = new Agent({ connections: 16 });
  const login = basic("admin", adminToken);
  await Promise.all(
    users.map(async (username) => {
      const path = `${url}/user/${username}/descriptorByName/jenkins.security.ApiTokenProperty/generateNewToken`;
      for (let token = 0; token < tokensPerUser; token += 1) {
        const generated = await request(path, {
          dispatcher,
          method: "POST",
          headers: { authorization: login, "content-type": "application/x-www-form-urlencoded" },
          body: `newTokenName=bench-${token}`,
        });
        const { data } = (await generated.body.json()) as { data: { tokenValue: string } };
        const authorization = basic(username, data.tokenValue);
        const proof = await request(`${url}/whoAmI/api/json`, { dispatcher, headers: { authorization } });
        await proof.body.json();
      }
    }),
  );
  await dispatcher.close();
};

function basic(username: string, secret: string): string {
  return `Basic ${Buffer.from(`${username}:${secret}`).toString("base64")}`;
}
