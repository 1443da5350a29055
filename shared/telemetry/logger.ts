import { pino, stdTimeFunctions, type Logger } from 'pino';
import { logOutput } from './log-output.ts';

export type { Logger };

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export type LogLevel = (typeof logLevels)[number];

/** One for the process, as its standard output is. */
const output = logOutput();

/**
 * JSON lines on standard output, one logger a process; `name` is the process that speaks. Lines that cannot be written
 * are dropped, see {@link droppedLogLines}, and the log says how many once it can.
 */
export function createLogger(name: string, level: LogLevel): Logger {
  const logger = pino({ name, level, base: { name }, timestamp: stdTimeFunctions.isoTime }, output);
  output.onRecovered((lines) => logger.error({ lines }, 'log lines dropped'));
  return logger;
}

/** How many lines of this process's log could not be written. */
export function droppedLogLines(): number {
  return output.dropped();
}
