import type { Experiment } from '../experiment.ts';
import { allDown } from './all-down.ts';
import { bodies } from './bodies.ts';
import { breakerExactness } from './breaker.ts';
import { cost } from './cost.ts';
import { deadline } from './deadline.ts';
import { errors } from './errors.ts';
import { flapping } from './flapping.ts';
import { hang } from './hang.ts';
import { healed } from './healed.ts';
import { overload } from './overload.ts';
import { refusal } from './refusal.ts';
import { retryAfter } from './retry-after.ts';

/** Every experiment, in the order of the table. */
export const experiments: readonly Experiment[] = [
  breakerExactness,
  refusal,
  hang,
  errors,
  retryAfter,
  allDown,
  bodies,
  flapping,
  overload,
  cost,
  healed,
  deadline,
];
