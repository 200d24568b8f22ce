import { execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A script console with the Groovy that Jenkins has, and stand-ins for the classes of Jenkins that our scripts use. */
export interface ScriptConsole {
  /** What a script printed. */
  run(script: string): Promise<string>;
  end(): void;
}

/** The version in today's Jenkins. */
const groovy = "2.4.21";

const cache = join(import.meta.dirname, "../../.cache/groovy");
const mavenRepository = join(import.meta.dirname, "../../.cache/maven");
const sources = join(import.meta.dirname, "jenkins");

/** Compiles the stand-ins and starts a console. Takes java, javac and, the first time, mvn. */
export function startGroovy(): ScriptConsole {
  const jar = join(cache, `groovy-all-${groovy}.jar`);
  if (!existsSync(jar)) {
    const artifact = `org.codehaus.groovy:groovy-all:${groovy}`;
    execFileSync(
      "mvn",
      [
        "--quiet",
        "--batch-mode",
        `-Dmaven.repo.local=${mavenRepository}`,
        "dependency:copy",
        `-Dartifact=${artifact}`,
        `-DoutputDirectory=${cache}`,
      ],
      { stdio: "inherit" },
    );
  }
  const classes = join(cache, "classes");
  const files = readdirSync(sources, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".java"))
    .map((file) => join(sources, file));
  execFileSync("javac", ["-encoding", "UTF-8", "-cp", jar, "-d", classes, ...files], { stdio: "inherit" });
  const path = [jar, classes].join(process.platform === "win32" ? ";" : ":");
  const java = spawn("java", ["-cp", path, "ScriptConsole"], { stdio: ["pipe", "pipe", "inherit"] });
  const outputs = createInterface({ input: java.stdout })[Symbol.asyncIterator]();
  return {
    async run(script) {
      java.stdin.write(`${Buffer.from(script).toString("base64")}\n`);
      const { value, done } = await outputs.next();
      if (done) throw new Error("Java has ended.");
      return Buffer.from(value, "base64").toString();
    },
    end: () => void java.stdin.end(),
  };
}
