import type { Clock } from '../lib/clock.ts';
import { PolicyError } from './errors.ts';
import type { Policy } from './policy.ts';
import { withTimeLimit } from './time-limit.ts';
import type { TookMs } from './service-time.ts';

/**
 * Ends a call after `deadlineMs`, queueing included, or with the client's whole operation, whichever comes
 * first. The service is not blamed: it may never have been asked. What this process was too busy for is added to
 * `deadlineMs`; a client waits no longer for it.
 *
 * The operation's time is not split over the waves of calls still to come: what comes after a call hangs on its answer,
 * so that cutting a late one short, and its retry with it, serves fewer fields and not more
 * (`npm run bench:resilience -- --only deadline`).
 */
export function deadline({ deadlineMs }: { deadlineMs: number }, clock: Clock, tookMs: TookMs): Policy {
  return (call, next) => {
    const startedAt = clock.now();
    const operationMs = call.deadlineAt - startedAt;
    const callLeftMs = () => deadlineMs - tookMs(startedAt);
    const operationLeftMs = () => call.deadlineAt - clock.now();
    const expired = () =>
      operationLeftMs() < callLeftMs()
        ? deadlinePassed()
        : new PolicyError('call-deadline', `no answer within ${deadlineMs} ms`);
    if (operationMs <= 0) return Promise.reject(expired());
    return withTimeLimit(
      clock,
      Math.min(operationMs, deadlineMs),
      call.signal,
      expired,
      (signal) => next({ ...call, signal, deadlineAt: Math.min(call.deadlineAt, startedAt + deadlineMs) }),
      () => Math.min(callLeftMs(), operationLeftMs()),
    );
  };
}

/** The client's whole operation has run out of time. */
export function deadlinePassed(): PolicyError {
  return new PolicyError('operation-deadline', "the operation's deadline passed");
}
