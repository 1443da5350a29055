import type { Judged } from '../resilience/errors.ts';

/** An error of a service that is failing, or that says what the test has it say to policies. */
export function serviceError(judgement: Partial<Judged> = {}, message = 'failed'): Error & Judged {
  return Object.assign(new Error(message), {
    outcome: 'failure',
    retryable: true,
    outOfTime: false,
    rateLimited: false,
    retryAfterMs: undefined,
    ...judgement,
  } satisfies Judged);
}
