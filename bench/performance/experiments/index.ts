import type { Experiment } from '../experiment.ts';
import { growth } from './growth.ts';
import { oneConnection, openLoop } from './latency.ts';
import { levers } from './levers.ts';
import { memory } from './memory.ts';
import { peers } from './peers.ts';
import { redis } from './redis.ts';
import { start } from './start.ts';
import { workers } from './workers.ts';

/** In the order in which they run and are reported. */
export const experiments: readonly Experiment[] = [
  peers,
  levers,
  redis,
  oneConnection,
  openLoop,
  growth,
  workers,
  start,
  memory,
];
