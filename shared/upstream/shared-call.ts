import type { Clock } from '../lib/clock.ts';
import { patientTimer } from '../lib/patient-timer.ts';
import type { Operation } from './operation.ts';

/** On whose behalf a call goes out. */
export type Caller = Pick<Operation, 'requestId' | 'signal' | 'deadlineAt'>;

/** How long operations wait for a call. */
export interface WaitLimits {
  readonly clock: Clock;
  /** How long such a call may take, whoever asks (ms). */
  readonly limitMs: number;
  /** Makes the error for an operation whose own deadline passes. */
  readonly expired: () => Error;
}

/** One call that several operations wait for, each as long as it can. */
export interface SharedCall<Answer> {
  /**
   * Whether waiting for it is about as good for `operation` as a call of its own: one that has used up half of its time
   * already would time out on whoever joins it long before a call of theirs.
   */
  readonly serves: (operation: Operation) => boolean;
  /**
   * Waits for the answer. Rejects when the operation's own client leaves or its own deadline passes, which ends the
   * call for the others no sooner; when nobody waits any more, it is aborted.
   */
  readonly join: (operation: Operation) => Promise<Answer>;
  /** Resolves once it has been answered, has failed, or has been aborted. */
  readonly ended: Promise<void>;
}

/**
 * Begins `work` at once on behalf of `callers`, each of whom must join. It may take as long as the most patient of
 * them, and its calls carry the first one's request id.
 */
export function sharedCall<Answer>(
  callers: readonly Operation[],
  { clock, limitMs, expired }: WaitLimits,
  work: (caller: Caller) => Promise<Answer>,
): SharedCall<Answer> {
  const controller = new AbortController();
  const startedAt = clock.now();
  const limitAt = startedAt + limitMs;
  const deadlineAt = Math.max(...callers.map((caller) => caller.deadlineAt));
  const endsAt = Math.min(limitAt, deadlineAt);
  let waiting = 0;
  const answer = work({ requestId: callers[0]!.requestId, signal: controller.signal, deadlineAt });

  const over = () => {};
  return {
    ended: answer.then(over, over),
    serves: (operation) =>
      !controller.signal.aborted &&
      clock.now() <= startedAt + limitMs / 2 &&
      (limitAt <= deadlineAt || operation.deadlineAt <= deadlineAt),
    join: (operation) => {
      const { promise, resolve, reject } = Promise.withResolvers<Answer>();
      waiting += 1;
      const leave = (reason: Error) => {
        cleanup();
        reject(reason);
        waiting -= 1;
        if (waiting === 0) controller.abort(reason);
      };
      const clientLeft = () => leave(operation.signal.reason as Error);
      const cancelTimer =
        // Most operations have more time than any call may take, and need no timer of their own.
        operation.deadlineAt < endsAt
          ? patientTimer(clock, operation.deadlineAt - clock.now(), () => leave(expired()))
          : undefined;
      const cleanup = () => {
        cancelTimer?.();
        operation.signal.removeEventListener('abort', clientLeft);
      };
      if (operation.signal.aborted) clientLeft();
      else operation.signal.addEventListener('abort', clientLeft, { once: true });
      answer.then(
        (value) => {
          cleanup();
          resolve(value);
        },
        (error: unknown) => {
          cleanup();
          reject(error);
        },
      );
      return promise;
    },
  };
}
