import CircuitBreaker from 'opossum';
import { UpstreamError } from '../errors.ts';
import type { Call, Next, Policy } from '../policy.ts';

export interface BreakerOptions {
  /** Share of failed calls in the window, 0 to 1, above which the breaker opens. */
  readonly failureRatio: number;
  /** Calls the window must hold before the ratio means anything. */
  readonly minimumCalls: number;
  /** How far back calls are counted. */
  readonly windowMs: number;
  /** How long an open breaker waits before it lets one call probe the service. */
  readonly probeAfterMs: number;
}

export type BreakerState = 'closed' | 'open' | 'half-open';

/** A {@link Policy} with a state, and timers to stop. */
export type BreakerPolicy = Policy & { readonly state: () => BreakerState; readonly close: () => void };

/**
 * Stops asking a service that keeps failing, and lets one call through now and then to see whether it is back.
 * Opossum holds the statistics and the state. Errors marked `ignored` never count as failures, nor does a call
 * that was given up from outside: its client left, or its time ran out before the service's did.
 */
export function breaker(options: BreakerOptions, onChange: (state: BreakerState) => void): BreakerPolicy {
  const circuit = new CircuitBreaker(
    (call: Call, next: Next<unknown>) => next(call),
    // A fresh object each time: opossum writes its defaults into the one it is given, and keeps it.
    {
      errorThresholdPercentage: options.failureRatio * 100,
      volumeThreshold: options.minimumCalls,
      rollingCountTimeout: options.windowMs,
      resetTimeout: options.probeAfterMs,
      // What opossum filters it takes for a success, and a success closes a half-open breaker. A probe that
      // proved nothing must not: it counts as failed, and the next one has its turn after the same wait.
      errorFilter: (error: unknown, call?: Call): boolean => !circuit.halfOpen && saysNothing(error, call),
      // Opossum's own timeout would free the caller while the request runs on; ours aborts it on the wire.
      timeout: false,
      // Statistics nobody reads, at a cost that grows with every failure.
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
    },
  );
  const state = (): BreakerState => (circuit.opened ? 'open' : circuit.halfOpen ? 'half-open' : 'closed');
  const changed = () => onChange(state());
  circuit.on('open', changed);
  circuit.on('halfOpen', changed);
  circuit.on('close', changed);

  const policy: Policy = async <Answer>(call: Call, next: Next<Answer>) => {
    try {
      return (await circuit.fire(call, next)) as Answer;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      throw new UpstreamError('UPSTREAM_UNAVAILABLE', call.upstream, {
        reason: `breaker ${state()}`,
        outcome: 'ignored',
        cause: error,
      });
    }
  };
  return Object.assign(policy, { state, close: () => circuit.shutdown() });
}

function saysNothing(error: unknown, call: Call | undefined): boolean {
  return call?.signal.aborted === true || (error instanceof UpstreamError && error.outcome === 'ignored');
}

/** Opossum's word for "not asked": its errors carry this code, and the action's own errors never do. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EOPENBREAKER';
}
