import type { Operation } from './operation.ts';
import type { SharedCall } from './shared-call.ts';

/** Lets everybody who asks the same question at the same time wait for one answer. */
export interface SingleFlight {
  /**
   * Joins the call under way for `key`, or begins one.
   *
   * @param key says all that the answer depends on
   */
  readonly join: <Answer>(
    key: string,
    operation: Operation,
    begin: () => SharedCall<Answer>,
  ) => Promise<Answer>;
}

/**
 * @param onJoined told of every call that was spared
 */
export function singleFlight(onJoined: () => void): SingleFlight {
  const flying = new Map<string, SharedCall<unknown>>();
  return {
    join: <Answer>(key: string, operation: Operation, begin: () => SharedCall<Answer>) => {
      const underWay = flying.get(key) as SharedCall<Answer> | undefined;
      if (underWay?.serves(operation)) {
        onJoined();
        return underWay.join(operation);
      }
      const call = begin();
      flying.set(key, call);
      void call.ended.then(() => {
        if (flying.get(key) === call) flying.delete(key);
      });
      return call.join(operation);
    },
  };
}
