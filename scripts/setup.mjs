// Makes a fresh clone ready to run. npm starts it ahead of the demo and the tests, so it is plain JavaScript for the
// Node.js that the machine happens to have, uses nothing that is not installed yet, and is silent when all is in place.

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HELP = `Makes a fresh clone ready to run: packages, compiled code, the Pulumi CLI. Does only what is missing.

Usage: node scripts/setup.mjs [--no-pulumi | --languages] [--help]

  --no-pulumi  leave the Pulumi CLI out
  --languages  with the language hosts that can be built here for the languages
               on this machine, and the generator of SDKs
`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ownNode = join(root, "node_modules", ".bin", "node");
const selfLink = join(root, "node_modules", "pulumi-jenkins-api-token");
const buildStamp = join(root, "node_modules", ".cache", "pulumi-jenkins-api-token", "built-from");
const flags = process.argv.slice(2);

if (flags.includes("--help")) {
  console.log(HELP);
} else if (flags.some((flag) => flag !== "--no-pulumi" && flag !== "--languages")) {
  fail(`Unknown option.\n\n${HELP}`, 2);
} else {
  await installPackages();
  const node = chooseNode();
  await compile();
  if (!flags.includes("--no-pulumi")) {
    const tools = flags.includes("--languages") ? ["--with", "usable"] : [];
    const finder = ["--disable-warning=ExperimentalWarning", "scripts/pulumi-cli/main.ts", "--quiet"];
    await run(node, [...finder, ...tools]);
  }
}

async function installPackages() {
  if (arePackagesInstalled()) return;
  console.error("Installing the packages of package-lock.json, about half a minute.");
  // Warnings are about the Node.js of this machine, which is not the one that will run the project.
  await run("npm", ["ci", "--include=dev", "--loglevel=error"]);
}

/** npm notes in node_modules what it put there, once it is done. */
function arePackagesInstalled() {
  const installed = readJson("node_modules/.package-lock.json")?.packages;
  if (installed === undefined) return false;
  return Object.entries(readJson("package-lock.json").packages).every(
    ([path, { version, integrity, optional }]) => {
      const found = installed[path];
      if (path === "" || (optional && found === undefined)) return true;
      return found?.version === version && found.integrity === integrity;
    },
  );
}

/** The Node.js that the project brings, or else the one that runs this, if it can do without. */
function chooseNode() {
  if (spawnSync(ownNode, ["--version"]).status === 0) return ownNode;

  const { node: range } = readJson("package.json").engines;
  const isRecent = process.versions.node.localeCompare(range.replace(">=", ""), "en", { numeric: true }) >= 0;
  if (isRecent) {
    // One that does not run on this machine, as on Alpine Linux, must not come first on the PATH of npm scripts.
    rmSync(ownNode, { force: true });
    return process.execPath;
  }
  const isForbidden = process.env.npm_config_ignore_scripts === "true";
  const reason = isForbidden
    ? "npm could not fetch it because install scripts are switched off (ignore-scripts=true)"
    : "the one in node_modules is missing or does not run here";
  return fail(
    `This project needs Node.js ${range}, and this machine has ${process.versions.node}.\n` +
      `It brings its own, the package "node", but ${reason}.\n` +
      "Either of these helps:\n" +
      "  - npm rebuild node --ignore-scripts=false   (allows this one install script, this once)\n" +
      `  - put Node.js ${range} on the PATH`,
  );
}

async function compile() {
  const { include } = readJson("tsconfig.build.json");
  const sources = [...include, "package.json", "tsconfig.json", "tsconfig.build.json"];
  const newest = String(Math.max(...sources.map((source) => newestChangeMs(join(root, source)))));
  const builtFrom = existsSync(buildStamp) ? readFileSync(buildStamp, "utf8") : "";
  // `npm install` removes the link that the build leaves in node_modules.
  if (builtFrom === newest && existsSync(join(root, "dist")) && existsSync(selfLink)) return;

  console.error("Compiling to dist.");
  await run("npm", ["run", "--silent", "build"]);
  mkdirSync(dirname(buildStamp), { recursive: true });
  writeFileSync(buildStamp, newest);
}

/** Folders count too: theirs is the time at which a file came or went. */
function newestChangeMs(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestChangeMs(join(path, name))));
}

/** Runs a command on this terminal; ends everything with its exit code when it fails. */
async function run(command, parameters) {
  // Standard output is left to the script that npm runs next.
  const child = spawn(command, parameters, { cwd: root, stdio: ["ignore", 2, 2] });
  // The child tidies up, and this process waits for it. Ctrl-C reaches the child by itself.
  const wait = () => undefined;
  const passOn = () => child.kill("SIGTERM");
  process.on("SIGINT", wait).on("SIGTERM", passOn);

  const [code, signal] = await new Promise((resolve) => {
    child.once("error", (error) => fail(`${command} could not be started: ${error.message}`));
    child.once("exit", (...outcome) => resolve(outcome));
  });
  process.off("SIGINT", wait).off("SIGTERM", passOn);
  if (code === 0) return;
  fail(`Setting up failed: ${command} ${parameters.join(" ")}`, code ?? 128 + constants.signals[signal]);
}

function readJson(file) {
  const path = join(root, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

function fail(message, exitCode = 1) {
  console.error(message);
  process.exit(exitCode);
}
