import { pino, stdTimeFunctions, type Logger } from 'pino';

export type { Logger };

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export type LogLevel = (typeof logLevels)[number];

/** JSON lines on standard output, one logger a process; `name` is the process that speaks. */
export function createLogger(name: string, level: LogLevel): Logger {
  return pino({ name, level, base: { name }, timestamp: stdTimeFunctions.isoTime });
}
