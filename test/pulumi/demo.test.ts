import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { findSecrets } from "../secrets/secretScan.ts";
import { startJenkins } from "../support/jenkins.ts";
import { descendantsOf } from "./support/pulumiProcessTree.ts";

const repository = join(import.meta.dirname, "../..");

/** The running demo, as `npm run demo` starts it. */
interface Demo {
  /** Resolves when the demo has printed this. */
  prints(text: string): Promise<void>;
  /** Sends a signal to the demo alone, and resolves to the processes that it had started. */
  end(signal: NodeJS.Signals): Promise<number[]>;
  /** Resolves when nothing prints any more. */
  readonly finished: Promise<{ readonly exitCode: number | null; readonly output: string }>;
  /** The files that it has left: temporary ones, and those in the user's home. */
  leftovers(): Promise<string[]>;
}

/** Starts the demo, with `JENKINS_…` as given and not as set on this machine. */
async function startDemo(settings: Readonly<Record<string, string>> = {}): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), "demo-test-"));
  const [home, temporary] = [join(folder, "home"), join(folder, "tmp")];
  await Promise.all([mkdir(home), mkdir(temporary)]);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const foreign = Object.entries(process.env).filter(([name]) => !name.startsWith("JENKINS_"));
  const demo = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", join(repository, "scripts/demo.ts")],
    {
      env: {
        ...Object.fromEntries(foreign),
        ...settings,
        PATH: [inject("pulumiBinDirectory"), process.env.PATH].join(delimiter),
        HOME: home,
        TMPDIR: temporary,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  onTestFinished(() => void demo.kill());
  const closed = once(demo, "close") as Promise<[number | null]>;

  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [demo.stdout, demo.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }

  return {
    leftovers: async () => [...(await readdir(home)), ...(await readdir(temporary))],
    async prints(text) {
      const printed = new Promise<void>((resolve) => {
        const listener = () => output.includes(text) && resolve();
        listeners.add(listener);
        listener();
      });
      const ended = closed.then(() => {
        throw new Error(`The demo has ended without "${text}":\n${output}`);
      });
      await Promise.race([printed, ended]);
    },
    async end(signal) {
      const started = await descendantsOf(demo.pid ?? 0);
      demo.kill(signal);
      return started;
    },
    finished: closed.then(([exitCode]) => ({ exitCode, output })),
  };
}

function loginTo({ url }: EmbeddedJenkins, password = "alice-pw"): Record<string, string> {
  return { JENKINS_URL: url, JENKINS_USER_ID: "alice", JENKINS_PASSWORD: password };
}

/** Waits until none of the processes runs any more: ending takes a moment. */
async function expectEnded(pids: readonly number[]): Promise<void> {
  await expect.poll(() => stillRunning(pids), { timeout: 60_000 }).toEqual([]);
}

/** Those of the processes that still run. An orphan that has ended counts as ended, even where nothing waits for it. */
async function stillRunning(pids: readonly number[]): Promise<number[]> {
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")));
  return pids.filter((pid, index) => {
    try {
      return process.kill(pid, 0) && !stats[index]?.includes(") Z ");
    } catch {
      return false;
    }
  });
}

const steps = [
  "1  Pulumi and Jenkins",
  "2  A token is created",
  "3  The token starts a build",
  "4  The same again: nothing changes",
  "5  A new version: the token is rotated",
  "6  A new name: the token is renamed",
  "7  Revoked outside Pulumi: refresh notices, up creates a new one",
  "8  Everything is destroyed",
];

describe("the demo", () => {
  it("shows the lifecycle of a token on the embedded Jenkins, and leaves nothing", async () => {
    const files = await readdir(repository);
    const demo = await startDemo();
    const { exitCode, output } = await demo.finished;

    expect(output.split("\n").filter((line) => /^\d {2}/.test(line))).toEqual(steps);
    expect(output).toContain("All steps verified");
    expect(exitCode).toBe(0);
    expect(findSecrets(output, ["alice-pw"])).toEqual([]);
    expect(await demo.leftovers()).toEqual([]);
    expect(await readdir(repository)).toEqual(files);
  });

  it("runs on the controller of JENKINS_URL, with an API token, and leaves the user's tokens alone", async () => {
    const jenkins = await startJenkins({
      contextPath: "/jenkins",
      jobs: ["team job"],
      cloudBees: "operationsCenter",
    });
    const own = jenkins.generateToken("alice", "laptop");
    const demo = await startDemo({
      JENKINS_URL: `${jenkins.url}/`,
      JENKINS_USER_ID: "alice",
      JENKINS_API_TOKEN: own.tokenValue,
      JENKINS_DEMO_JOB: "team job",
    });
    const { exitCode, output } = await demo.finished;

    expect(output).toContain(`${jenkins.url} (login by API token)`);
    expect(output).toContain(`warning: ${jenkins.url} is a CloudBees controller, and 'alice' may not see`);
    expect(output).toContain("All steps verified");
    expect(exitCode).toBe(0);
    expect(findSecrets(output, [own.tokenValue])).toEqual([]);
    expect(jenkins.tokens("alice")).toMatchObject([{ name: "laptop" }]);
    expect(jenkins.builds("team job")).toMatchObject([{ startedBy: "alice" }]);
  });

  it("fails before anything is created when the password is wrong", async () => {
    const jenkins = await startJenkins();
    const demo = await startDemo(loginTo(jenkins, "wrong-password-2"));
    const { exitCode, output } = await demo.finished;

    expect(output).toContain("refused the login of 'alice' (401)");
    expect(exitCode).toBe(1);
    expect(findSecrets(output, ["wrong-password-2"])).toEqual([]);
    expect(jenkins.requests.filter(({ method }) => method === "POST")).toEqual([]);
    expect(await demo.leftovers()).toEqual([]);
  });

  it("fails before anything is created when there is no such job, and says how to name another", async () => {
    const jenkins = await startJenkins({ jobs: [] });
    const demo = await startDemo(loginTo(jenkins));
    const { exitCode, output } = await demo.finished;

    expect(output).toContain("There is no job 'testJob' that alice can see");
    expect(output).toContain("JENKINS_DEMO_JOB");
    expect(exitCode).toBe(1);
    expect(jenkins.requests.filter(({ method }) => method === "POST")).toEqual([]);
  });

  it("says what it expected where a step fails, and destroys what it created", async () => {
    const jenkins = await startJenkins();
    const demo = await startDemo(loginTo(jenkins));
    await demo.prints("✓ alice started the build");
    const [token] = jenkins.tokens("alice");
    jenkins.renameToken("alice", token?.uuid ?? "", `${token?.name}-by-somebody`);
    const { exitCode, output } = await demo.finished;

    expect(output).toMatch(
      /✗ Jenkins lists the same token\n\s+expected: demo-.*\n\s+actual: {3}demo-.*-by-somebody/,
    );
    expect(output).toContain("The demo failed.");
    expect(exitCode).toBe(1);
    expect(jenkins.tokens("alice")).toEqual([]);
    expect(await demo.leftovers()).toEqual([]);
  });
});

describe("the demo, when it is interrupted", () => {
  it("by Ctrl-C while Pulumi is running, leaves nothing", async () => {
    const jenkins = await startJenkins();
    const demo = await startDemo(loginTo(jenkins));
    await demo.prints("$ pulumi config set version 2\n   $ pulumi up");
    const started = await demo.end("SIGINT");
    const { exitCode, output } = await demo.finished;

    expect(started).not.toEqual([]);
    expect(output).toContain("Interrupted.");
    expect(exitCode).toBe(130);
    await expectEnded(started);
    expect(jenkins.tokens("alice")).toEqual([]);
    expect(await demo.leftovers()).toEqual([]);
  });

  it("before it has begun, leaves nothing", async () => {
    const demo = await startDemo();
    await demo.prints("1  Pulumi");
    const started = await demo.end("SIGTERM");
    const { exitCode } = await demo.finished;

    expect(exitCode).toBe(130);
    await expectEnded(started);
    expect(await demo.leftovers()).toEqual([]);
  });

  it("by force, leaves nothing either", async () => {
    const jenkins = await startJenkins();
    const demo = await startDemo(loginTo(jenkins));
    await demo.prints("3  The token starts a build");
    const started = await demo.end("SIGKILL");
    await demo.finished;

    // Nothing reads what it prints any more, and so it ends.
    await expectEnded(started);
    expect(jenkins.tokens("alice")).toEqual([]);
    expect(await demo.leftovers()).toEqual([]);
  });
});
