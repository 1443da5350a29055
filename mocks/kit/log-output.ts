/** Most bytes of lines that wait for a reader to take them; lines beyond are dropped. */
const MAX_WAITING_BYTES = 1_000_000;

/** Lines on their way out of the process. The BFFs have the same, and this kit shares no code with them. */
export interface LogOutput {
  /** Never waits and never throws: a line that finds no room, or cannot be written, is dropped and counted. */
  readonly write: (line: string) => void;
  /** Calls `tell` with how many lines have been dropped since it was last called, when a line could be written again. */
  readonly onRecovered: (tell: (lines: number) => void) => void;
}

/**
 * Lines to the process's standard output, one output a process. A full disk, a reader that stands still and one that has
 * gone cost lines, and neither time nor memory: pino's own destination tries again until it succeeds, and nothing else runs.
 */
export function logOutput(): LogOutput {
  const { stdout } = process;
  let dropped = 0;
  let told = 0;
  let tell: (lines: number) => void = () => {};
  // Each write is told of its own error; without a listener the first one would end the process as well.
  stdout.on('error', () => {});

  const written = (error?: Error | null) => {
    if (error) dropped += 1;
    else if (told < dropped) {
      const lines = dropped - told;
      told = dropped;
      tell(lines);
    }
  };
  return {
    write: (line) => {
      if (stdout.writableLength + Buffer.byteLength(line) > MAX_WAITING_BYTES) dropped += 1;
      else stdout.write(line, written);
    },
    onRecovered: (listener) => (tell = listener),
  };
}
