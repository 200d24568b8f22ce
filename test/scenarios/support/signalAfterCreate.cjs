// Required by the plugin's process: a signal comes as soon as a mutation has been responded to, and then nothing runs for a while.
const { join } = require("node:path");

const stallMs = 200;
const lifetimes = require(join(__dirname, "../../../dist/provider/plugin/lifetime.js"));
const { createLifetime } = lifetimes;

lifetimes.createLifetime = (...parameters) => {
  const lifetime = createLifetime(...parameters);
  const { mutate, openCall } = lifetime;
  let hasMutated = false;
  lifetime.mutate = (work) =>
    mutate(work).finally(() => {
      hasMutated = true;
    });
  lifetime.openCall = () => {
    const closeCall = openCall();
    return () => {
      closeCall();
      if (!hasMutated) return;
      process.emit("SIGTERM", "SIGTERM");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, stallMs);
    };
  };
  return lifetime;
};
