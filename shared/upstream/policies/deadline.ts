import type { Clock } from '../../lib/clock.ts';
import { UpstreamError } from '../errors.ts';
import type { Policy } from '../policy.ts';
import { withTimeLimit } from './time-limit.ts';

/**
 * Ends a call after `deadlineMs`, queueing included, or with the client's whole operation, whichever comes
 * first. The service is not blamed: it may never have been asked.
 */
export function deadline({ deadlineMs }: { deadlineMs: number }, clock: Clock): Policy {
  return (call, next) => {
    const operationMs = call.deadlineAt - clock.now();
    const operationEndsFirst = operationMs < deadlineMs;
    const expired = () =>
      operationEndsFirst
        ? deadlinePassed(call.upstream)
        : new UpstreamError('UPSTREAM_TIMEOUT', call.upstream, {
            reason: `no answer within ${deadlineMs} ms`,
            outcome: 'ignored',
          });
    if (operationMs <= 0) return Promise.reject(expired());
    return withTimeLimit(clock, Math.min(operationMs, deadlineMs), call.signal, expired, (signal) =>
      next({ ...call, signal, deadlineAt: Math.min(call.deadlineAt, clock.now() + deadlineMs) }),
    );
  };
}

/** The client's whole operation has run out of time while it waited for `upstream`. */
export function deadlinePassed(upstream: string): UpstreamError {
  return new UpstreamError('DEADLINE_EXCEEDED', upstream, {
    reason: "the operation's deadline passed",
    outcome: 'ignored',
  });
}
