import { join } from 'node:path';
import { z } from 'zod';
import type { MockService } from './define-mock.ts';
import { DAY_MS } from './time.ts';

/** How a service is to run, as its environment says. */
interface MockConfig {
  host: string;
  port: number;
  dataDir: string;
  logLevel: string;
  /** What the seed takes for now: dates of orders, promotions and so on lie around it. */
  seedNow: Date;
  /** How long it still answers when it is to end (ms). */
  drainMs: number;
}

/** One variable that cannot be used as it is. */
interface ConfigProblem {
  variable: string;
  value: string | undefined;
  expected: string;
}

/** The environment is wrong; `problems` holds every wrong variable, and the message tells of each. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(
      ({ variable, value, expected }) => `  ${variable}="${value}": expected ${expected}`,
    );
    super(`The environment is not valid:\n${lines.join('\n')}\nSee README.md, "Environment".`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const PORT = 'a port, 0 to 65535';
const SEED_NOW_FORM = 'a moment such as 2026-11-23T00:00:00Z';
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const Environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.optional(
    z
      .string()
      .regex(/^\d{1,5}$/, PORT)
      .transform(Number)
      .refine((port) => port < 65_536, PORT),
  ),
  DATA_DIR: z.string().default(join(import.meta.dirname, '../../.data')),
  DRAIN_MS: z
    .string()
    .regex(/^\d{1,6}$/, 'a whole number from 0 to 999999')
    .transform(Number)
    .default(500),
  SEED_NOW: z.optional(
    z.iso.datetime({ offset: true, error: SEED_NOW_FORM }).transform((moment) => new Date(moment)),
  ),
  LOG_LEVEL: z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`).default('info'),
});

/** The variable that moves a service to another port, e.g. `CATALOG_PORT`. */
export function portVariable(service: Pick<MockService, 'name'>): string {
  return `${service.name.toUpperCase()}_PORT`;
}

/**
 * Reads the environment; an empty variable counts as absent. The seed's now is by default the beginning of today, in UTC.
 * @throws {ConfigError} naming every wrong variable at once.
 */
export function loadMockConfig(
  service: Pick<MockService, 'name' | 'port'>,
  env = process.env,
  now = new Date(),
): MockConfig {
  const variableOf = {
    HOST: 'HOST',
    PORT: portVariable(service),
    DATA_DIR: 'DATA_DIR',
    LOG_LEVEL: 'LOG_LEVEL',
    DRAIN_MS: 'DRAIN_MS',
    SEED_NOW: 'SEED_NOW',
  };
  const given = Object.entries(variableOf).map(([key, variable]) => [key, env[variable] || undefined]);
  const { data, error } = Environment.safeParse(Object.fromEntries(given));
  if (error) {
    throw new ConfigError(
      error.issues.map(({ path, message }) => {
        const variable = variableOf[path[0] as keyof typeof variableOf];
        return { variable, value: env[variable], expected: message };
      }),
    );
  }
  return {
    host: data.HOST,
    port: data.PORT ?? service.port,
    dataDir: data.DATA_DIR,
    logLevel: data.LOG_LEVEL,
    drainMs: data.DRAIN_MS,
    // The same for all services that are started on one day, and nothing of the seed lies after it by mistake.
    seedNow: data.SEED_NOW ?? new Date(now.getTime() - (now.getTime() % DAY_MS)),
  };
}
