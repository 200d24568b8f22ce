/** Loaded into the provider's process by NODE_OPTIONS: when it ends, it writes how many bytes its heap still holds after a garbage collection. */
const { KEPT_HEAP_FILE } = process.env;

if (KEPT_HEAP_FILE && process.argv[1]?.includes("provider/plugin/main.js")) {
  require("node:v8").setFlagsFromString("--expose-gc");
  const collectGarbage = require("node:vm").runInNewContext("gc");
  process.on("exit", () => {
    collectGarbage();
    require("node:fs").appendFileSync(KEPT_HEAP_FILE, `${process.memoryUsage().heapUsed}\n`);
  });
}
