import { EventEmitter } from 'node:events';
import CircuitBreaker from 'opossum';
import type { Clock } from '../lib/clock.ts';
import { judged, PolicyError } from './errors.ts';
import type { Call, Policy } from './policy.ts';
import { rollingWindow } from './rolling-window.ts';
import type { TookMs } from './service-time.ts';

export interface BreakerOptions {
  /** Share of failed calls in the window, 0 to 1, at which the breaker opens. */
  readonly failureRatio: number;
  /** Share of slow calls in the window, 0 to 1, at which the breaker opens, whether or not they failed. */
  readonly slowCallRatio: number;
  /** From here on a call is slow. Below the time limit of an attempt, or only failures can be slow. */
  readonly slowCallMs: number;
  /** Calls the window must hold before a ratio means anything. */
  readonly minimumCalls: number;
  /** How far back calls are counted. */
  readonly windowMs: number;
  /** How long an open breaker waits before it probes the service; how long a probe may keep its permit. */
  readonly openMs: number;
  /** Half-open: `permitted` calls go out in all, and `toClose` of them (no more) must succeed in good time. */
  readonly probes: { readonly permitted: number; readonly toClose: number };
}

export type BreakerState = 'closed' | 'open' | 'half-open' | 'forced-open' | 'disabled';

export interface BreakerStatus {
  readonly state: BreakerState;
  /** Calls in the window that were answered or failed; what was ignored is not among them. */
  readonly calls: number;
  readonly failures: number;
  readonly slowCalls: number;
  /** 0 to 1; 0 of an empty window. */
  readonly failureRatio: number;
  readonly slowCallRatio: number;
  /** How the latest call ended that was neither ignored nor admitted in an earlier phase; null before the first. */
  readonly lastCall: 'success' | 'failure' | null;
}

/** A {@link Policy} that an operator can read and overrule, with a timer to stop. */
export type BreakerPolicy = Policy & {
  readonly status: () => BreakerStatus;
  /**
   * `open` refuses every call; `closed` lets every call through and counts none; `auto` leaves the decision to the
   * breaker again, which starts closed, with an empty window.
   */
  readonly force: (mode: 'open' | 'closed' | 'auto') => void;
  /** Stops the timer. From then on every call passes, uncounted. */
  readonly close: () => void;
};

/** What the end of a call says about the service. */
type Verdict = 'success' | 'slow' | 'failure' | 'slow-failure' | 'ignored';

/** Tells how an admitted call ended. */
type Settle = (verdict: Verdict) => void;

/**
 * Stops asking a service that fails or drags, and lets a few calls through now and then to see whether it is back.
 *
 * Opossum holds the state and the timer from open to half-open. Its `fire` is never called: what that counts, and
 * what it concludes, differs from what is wanted here in the points below. `plain-opossum.test.ts` shows each on
 * opossum 10 alone, `breaker.test.ts` the same schedule here.
 *
 * 1. It opens above its threshold; here, at it. And it looks at its counts after failures only, so a call that
 *    succeeds and completes the minimum never opens it.
 * 2. It counts a call when it begins, and the refused ones too: calls under way or refused dilute the ratio. Here
 *    a call counts when it has ended, and a refused one never.
 * 3. An error that its filter passes is a success to it, which dilutes the ratio and closes it when half-open. Here
 *    an ignored outcome counts for nothing, and a probe's permit goes back.
 * 4. It keeps its window when it closes, so that the failures from before the outage's end open it again at the
 *    first failure. Here the window is cleared.
 * 5. It knows no slow calls.
 * 6. It takes any outcome for one of the state it is in: a late success from before it opened closes it when
 *    half-open, and a late failure opens it. Here an outcome counts in the phase that admitted the call, or never.
 * 7. It lets one probe through, and that one decides. Here several are asked, and enough must succeed.
 * 8. A probe that never ends keeps it half-open for good. Here a probe loses its permit after `openMs`, and an
 *    outcome that it brings later counts for nothing.
 * 9. Opened by hand, it half-opens like any other time. Here it stays open until the operator lets go.
 * 10. Disabled, it still counts the calls that begin. Here it counts nothing.
 */
export function breaker(
  options: BreakerOptions,
  clock: Clock,
  tookMs: TookMs,
  onChange: (state: BreakerState) => void,
): BreakerPolicy {
  const window = rollingWindow(options, ['calls', 'failures', 'slowCalls'], clock);
  const probes = halfOpenProbes(options, clock);
  const circuit = stateHolder(options.openMs);
  let forcedOpen = false;
  let lastCall: BreakerStatus['lastCall'] = null;
  /** Rises with every change of state: what was admitted under another number comes too late to count. */
  let phase = 0;
  let announced: BreakerState = 'closed';

  const state = (): BreakerState => {
    if (forcedOpen) return 'forced-open';
    if (!circuit.enabled) return 'disabled';
    return circuit.closed ? 'closed' : circuit.opened ? 'open' : 'half-open';
  };

  const changed = () => {
    phase += 1;
    probes.clear();
    if (circuit.closed) window.clear();
    const now = state();
    if (now === announced) return;
    announced = now;
    onChange(now);
  };
  circuit.on('open', changed);
  circuit.on('halfOpen', changed);
  circuit.on('close', changed);

  const status = (): BreakerStatus => {
    const [calls, failures, slowCalls] = [
      window.count('calls'),
      window.count('failures'),
      window.count('slowCalls'),
    ];
    const ratio = (part: number) => (calls === 0 ? 0 : part / calls);
    return {
      state: state(),
      calls,
      failures,
      slowCalls,
      failureRatio: ratio(failures),
      slowCallRatio: ratio(slowCalls),
      lastCall,
    };
  };

  /** Corrections 1 and 2: counted at its end, and every end is looked at. */
  const count = (verdict: Exclude<Verdict, 'ignored'>) => {
    window.add('calls');
    if (isFailure(verdict)) window.add('failures');
    if (isSlow(verdict)) window.add('slowCalls');
    const { calls, failureRatio, slowCallRatio } = status();
    if (calls < options.minimumCalls) return;
    if (failureRatio >= options.failureRatio || slowCallRatio >= options.slowCallRatio) circuit.open();
  };

  const admitClosed = (): Settle => {
    const admittedIn = phase;
    return (verdict) => {
      if (phase === admittedIn && verdict !== 'ignored') count(verdict);
    };
  };

  const admitProbe = (): Settle | undefined => {
    const settle = probes.admit();
    return (
      settle &&
      ((verdict) => {
        const decision = settle(verdict);
        if (decision === 'close') circuit.close();
        if (decision === 'open') circuit.open();
      })
    );
  };

  /** Nothing, when the call must not go out. */
  const admit = (): Settle | undefined => {
    switch (state()) {
      case 'closed':
        return admitClosed();
      case 'half-open':
        return admitProbe();
      case 'disabled':
        return () => {};
      case 'open':
      case 'forced-open':
        return undefined;
    }
  };

  const policy: Policy = async (call, next) => {
    const admitted = admit();
    if (!admitted) throw new PolicyError('breaker-open', `breaker ${state()}`);
    const admittedIn = phase;
    const settle: Settle = (verdict) => {
      if (verdict !== 'ignored' && phase === admittedIn)
        lastCall = isFailure(verdict) ? 'failure' : 'success';
      admitted(verdict);
    };
    const startedMs = clock.now();
    const isSlowNow = () => tookMs(startedMs) >= options.slowCallMs;
    let answer;
    try {
      answer = await next(call);
    } catch (error) {
      if (gaveUp(error) && isSlowNow()) settle('slow');
      else settle(saysNothing(error, call) ? 'ignored' : isSlowNow() ? 'slow-failure' : 'failure');
      throw error;
    }
    settle(isSlowNow() ? 'slow' : 'success');
    return answer;
  };

  const force: BreakerPolicy['force'] = (mode) => {
    // Opossum would come back to life.
    if (circuit.isShutdown) return;
    forcedOpen = mode === 'open';
    if (mode === 'closed') circuit.disable();
    else circuit.enable();
    // Whatever is forced, keep opossum closed: opened, its reset timer would half-open it (correction 9).
    circuit.close();
    // It says nothing when it was closed already, and a phase ends here in any case.
    changed();
  };

  const close = () => {
    circuit.shutdown();
    forcedOpen = false;
    phase += 1;
    probes.clear();
  };

  return Object.assign(policy, { status, force, close });
}

/** Opossum, reduced to its state and to the timer that leads from open to half-open. */
function stateHolder(openMs: number): CircuitBreaker {
  return new CircuitBreaker(() => Promise.reject(new Error('the breaker never fires opossum')), {
    resetTimeout: openMs,
    // Statistics that nothing feeds and nobody reads. Without an emitter to turn their window each breaker would
    // start an interval to do so. One emitter each: it holds a listener for every breaker that shares it.
    rotateBucketController: new EventEmitter(),
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
    timeout: false,
  });
}

interface Probe {
  readonly startedMs: number;
}

/** Hands out the permits of a half-open breaker, and decides it (corrections 3, 7 and 8). */
function halfOpenProbes({ openMs, probes: { permitted, toClose } }: BreakerOptions, clock: Clock) {
  const underWay = new Set<Probe>();
  let succeeded = 0;
  let failed = 0;

  /** Takes their permits from the probes that hang. What the others have shown stands. */
  const writeOff = () => {
    for (const probe of underWay) if (clock.now() - probe.startedMs >= openMs) underWay.delete(probe);
  };

  return {
    /** Nothing, when every permit is in use. */
    admit: () => {
      writeOff();
      if (underWay.size + succeeded + failed >= permitted) return undefined;
      const probe: Probe = { startedMs: clock.now() };
      underWay.add(probe);
      return (verdict: Verdict): 'close' | 'open' | undefined => {
        writeOff();
        if (!underWay.delete(probe) || verdict === 'ignored') return undefined;
        if (verdict === 'success') succeeded += 1;
        else failed += 1;
        if (succeeded >= toClose) return 'close';
        // As soon as those that are left could not close it, though all of them succeeded.
        return permitted - failed < toClose ? 'open' : undefined;
      };
    },
    clear: () => {
      underWay.clear();
      succeeded = 0;
      failed = 0;
    },
  };
}

const isFailure = (verdict: Verdict) => verdict === 'failure' || verdict === 'slow-failure';
const isSlow = (verdict: Verdict) => verdict === 'slow' || verdict === 'slow-failure';

/**
 * Whether a time limit above the breaker ended the call. The service is not to blame for the limit, but a call that had
 * taken as long as a slow one by then is one: else a service that hangs under load, where calls come late to their turn,
 * would never be found out.
 */
function gaveUp(error: unknown): boolean {
  return judged(error)?.outOfTime ?? false;
}

/**
 * Whether the call ended for reasons that are none of the service's. A signal that aborted says so for errors that
 * nobody classified: its client left.
 */
function saysNothing(error: unknown, call: Call): boolean {
  const judgement = judged(error);
  return judgement ? judgement.outcome === 'ignored' : call.signal.aborted;
}
