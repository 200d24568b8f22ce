/** What a shell expects of a program that Ctrl-C has ended. */
const interruptedExitCode = 130;

/**
 * Runs a command that ends well on Ctrl-C: its signal is aborted, and whatever it throws then is the end of it. A second Ctrl-C
 * ends the process at once.
 */
export async function interruptible(run: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  process.once("SIGINT", abort);
  try {
    const exitCode = await run(controller.signal);
    return controller.signal.aborted ? interruptedExitCode : exitCode;
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    process.stderr.write("Interrupted.\n");
    return interruptedExitCode;
  } finally {
    process.off("SIGINT", abort);
  }
}
