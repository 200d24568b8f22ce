const needed = [22, 19] as const;

/** Nothing else is loaded before the version is known to be good: on an older one it ends in a stack trace. */
async function main(): Promise<void> {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
    process.stderr.write(
      `The provider jenkins needs Node.js ${needed.join(".")} or newer, and this is ${process.versions.node}.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const { serve } = await import("./server.ts");
  await serve(process.argv[2]);
}

void main();
