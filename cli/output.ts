/** What a command prints. */
export interface Output {
  /** Results, in whole lines. */
  print(text: string): void;
  /** What is to be known beside the results, in whole lines; on stderr. */
  note(text: string): void;
  /** What is being done, where somebody is watching: one line that goes when the next text comes. */
  progress(text: string): void;
}

/** The output of this process. */
export function createOutput(): Output {
  const { stdout, stderr } = process;
  let isShown = false;
  const clear = () => {
    if (isShown) stderr.write("\r\u001b[K");
    isShown = false;
  };
  return {
    print(text) {
      clear();
      if (text !== "") stdout.write(text);
    },
    note(text) {
      clear();
      stderr.write(text);
    },
    progress(text) {
      if (!stderr.isTTY) return;
      clear();
      if (text === "") return;
      stderr.write(text.slice(0, Math.max((stderr.columns || 80) - 1, 0)));
      isShown = true;
    },
  };
}
