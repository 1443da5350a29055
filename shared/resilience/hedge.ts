import type { Clock } from '../lib/clock.ts';
import { patientTimer } from '../lib/patient-timer.ts';
import { PolicyError } from './errors.ts';
import type { Call, Next, Policy } from './policy.ts';
import { recentDurations, type RecentDurations } from './recent-durations.ts';
import type { RetryBudget } from './retry-budget.ts';
import type { TookMs } from './service-time.ts';

/** Defaults stand in `options.ts`. */
export interface HedgeOptions {
  /** Share of the recent answers to calls of the same name (0 to 1) that came sooner than a second attempt is sent. */
  readonly percentile: number;
  /** No second attempt sooner than this, however fast the service is. */
  readonly minimumMs: number;
}

/**
 * Sends a second attempt when the first takes longer than calls of its name nearly always do, and takes whichever answers
 * first: the cure for the odd slow answer. It is no cure for a slow service, so the retry budget is asked first. An
 * attempt that fails before the second was sent is the retry policy's affair.
 */
export function hedge(
  options: HedgeOptions | null,
  {
    clock,
    tookMs,
    budget,
    onHedge,
  }: { clock: Clock; tookMs: TookMs; budget: RetryBudget; onHedge: (call: Call, afterMs: number) => void },
): Policy {
  if (options === null) return (call, next) => next(call);
  const { percentile, minimumMs } = options;
  const durationsByName = new Map<string, RecentDurations>();

  return async (call, next) => {
    if (!call.idempotent) return next(call);
    call.signal.throwIfAborted();
    let durations = durationsByName.get(call.name);
    if (!durations) durationsByName.set(call.name, (durations = recentDurations(percentile)));
    const startedAt = clock.now();
    const usualMs = durations.usualMs();
    const afterMs = Math.max(minimumMs, usualMs ?? 0);
    const fits = usualMs !== undefined && startedAt + afterMs < call.deadlineAt;
    const send = () => {
      if (!budget.withdraw()) return false;
      onHedge(call, afterMs);
      return true;
    };
    const whenLate = (action: () => void) =>
      patientTimer(clock, afterMs, action, () => afterMs - tookMs(startedAt));
    const answer = fits ? await firstAnswer(call, next, whenLate, send) : await next(call);
    // Of a first attempt that lost, the time that it had taken by then. Left out, every slow one would be missing
    // from the percentile, which would sink and sink.
    durations.add(tookMs(startedAt));
    return answer;
  };
}

/** The answer of `next`, or of a second try of it once `whenLate` says so and `send` agrees. Fails once all that was sent has. */
function firstAnswer<Answer>(
  call: Call,
  next: Next<Answer>,
  whenLate: (action: () => void) => () => void,
  send: () => boolean,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const underWay = new Set<AbortController>();
  const errors: Error[] = [];

  const cleanup = (reasonOf: () => Error) => {
    cancel();
    call.signal.removeEventListener('abort', followCall);
    for (const controller of underWay) controller.abort(reasonOf());
  };
  const attempt = async (place: number) => {
    const controller = new AbortController();
    underWay.add(controller);
    try {
      const answer = await next({ ...call, signal: controller.signal });
      underWay.delete(controller);
      cleanup(() => superseded());
      resolve(answer);
    } catch (error) {
      underWay.delete(controller);
      errors[place] = error as Error;
      // One that fails after the other answered, or after the caller left, rejects what is settled: nothing happens.
      if (underWay.size > 0) return;
      cleanup(() => superseded());
      reject(errors[0]!);
    }
  };
  // Linked by hand: AbortSignal.any keeps every short-lived child in a set on its long-lived parent.
  const followCall = () => {
    cleanup(() => call.signal.reason as Error);
    reject(call.signal.reason as Error);
  };
  call.signal.addEventListener('abort', followCall, { once: true });
  const cancel = whenLate(() => {
    if (send()) void attempt(1);
  });
  void attempt(0);
  return promise;
}

/** Says nothing about the service, which may have been about to answer. */
function superseded(): PolicyError {
  return new PolicyError('superseded', 'another attempt answered first');
}
