import type { Clock } from '../lib/clock.ts';
import { PolicyError } from './errors.ts';
import type { Policy } from './policy.ts';
import { withTimeLimit } from './time-limit.ts';
import type { TookMs } from './service-time.ts';

/**
 * Aborts one attempt on the wire when the service has had `attemptTimeoutMs`, and counts it against the service. How long
 * the service had is less than what passed when this process was too busy to send or to read.
 */
export function attemptTimeout(
  { attemptTimeoutMs }: { attemptTimeoutMs: number },
  clock: Clock,
  tookMs: TookMs,
): Policy {
  return (call, next) => {
    const startedAt = clock.now();
    return withTimeLimit(
      clock,
      attemptTimeoutMs,
      call.signal,
      () => new PolicyError('attempt-timeout', `no answer to one attempt within ${attemptTimeoutMs} ms`),
      (signal) =>
        next({ ...call, signal, deadlineAt: Math.min(call.deadlineAt, startedAt + attemptTimeoutMs) }),
      () => attemptTimeoutMs - tookMs(startedAt),
    );
  };
}
