/** Work under way that several wait for. */
export interface SingleFlight<Result> {
  /**
   * Joins the work under way for `key`, or starts it. With null for a key nobody else can join.
   *
   * @param start is handed the signal that aborts when nobody waits any more
   */
  readonly join: (
    key: string | null,
    start: (signal: AbortSignal) => Promise<Result>,
  ) => Subscription<Result>;
}

/** One of those who wait. */
export interface Subscription<Result> {
  /** Whether somebody else had started it. */
  readonly joined: boolean;
  readonly result: Promise<Result>;
  /** Waits no longer. The work goes on for the others, and is aborted when there are none. */
  readonly leave: () => void;
}

interface Work<Result> {
  readonly result: Promise<Result>;
  readonly controller: AbortController;
  waiting: number;
  ended: boolean;
}

export function singleFlight<Result>(): SingleFlight<Result> {
  const underWay = new Map<string, Work<Result>>();

  const subscribe = (key: string | null, work: Work<Result>, joined: boolean): Subscription<Result> => {
    let waits = true;
    work.waiting += 1;
    return {
      joined,
      result: work.result,
      leave: () => {
        if (!waits || work.ended) return;
        waits = false;
        work.waiting -= 1;
        if (work.waiting > 0) return;
        // Whoever comes now must not join what is being given up.
        forget(key, work);
        work.controller.abort(new Error('the client closed the connection'));
      },
    };
  };
  const forget = (key: string | null, work: Work<Result>) => {
    if (key !== null && underWay.get(key) === work) underWay.delete(key);
  };

  return {
    join: (key, start) => {
      const known = key === null ? undefined : underWay.get(key);
      if (known) return subscribe(key, known, true);
      const controller = new AbortController();
      const work = { result: start(controller.signal), controller, waiting: 0, ended: false };
      const end = () => {
        work.ended = true;
        forget(key, work);
      };
      work.result.then(end, end);
      if (key !== null) underWay.set(key, work);
      return subscribe(key, work, false);
    },
  };
}
