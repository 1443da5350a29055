import type { Clock } from '../../lib/clock.ts';
import { UpstreamError } from '../errors.ts';
import type { Policy } from '../policy.ts';
import { withTimeLimit } from './time-limit.ts';

/** Aborts one attempt on the wire after `attemptTimeoutMs`, and counts it against the service. */
export function attemptTimeout({ attemptTimeoutMs }: { attemptTimeoutMs: number }, clock: Clock): Policy {
  return (call, next) =>
    withTimeLimit(
      clock,
      attemptTimeoutMs,
      call.signal,
      () =>
        new UpstreamError('UPSTREAM_TIMEOUT', call.upstream, {
          reason: `no answer to one attempt within ${attemptTimeoutMs} ms`,
          outcome: 'failure',
        }),
      (signal) =>
        next({ ...call, signal, deadlineAt: Math.min(call.deadlineAt, clock.now() + attemptTimeoutMs) }),
    );
}
