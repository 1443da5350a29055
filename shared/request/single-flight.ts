/** One of those who wait for work under way. */
export interface Subscription<Result> {
  /** Whether somebody else had started it. */
  readonly joined: boolean;
  readonly result: Promise<Result>;
  /** Waits no longer. The work goes on for the others, and is aborted when there are none. */
  readonly leave: () => void;
}

/**
 * Joins the work under way for `key`, or starts it. With null for a key nobody else can join.
 *
 * @param start is handed the signal that aborts when nobody waits any more
 */
export type Join<Result> = (
  key: string | null,
  start: (signal: AbortSignal) => Promise<Result>,
) => Subscription<Result>;

interface Work<Result> {
  readonly result: Promise<Result>;
  readonly abort: () => void;
  waiting: number;
  ended: boolean;
}

export function singleFlight<Result>(): Join<Result> {
  const underWay = new Map<string, Work<Result>>();

  const begin = (key: string | null, start: Parameters<Join<Result>>[1]): Work<Result> => {
    const controller = new AbortController();
    const end = () => {
      work.ended = true;
      if (key !== null && underWay.get(key) === work) underWay.delete(key);
    };
    const abort = () => {
      // Whoever comes now must not join what is being given up.
      end();
      controller.abort(new Error('the client closed the connection'));
    };
    const work = { result: start(controller.signal), abort, waiting: 0, ended: false };
    work.result.then(end, end);
    if (key !== null) underWay.set(key, work);
    return work;
  };

  return (key, start) => {
    const known = key === null ? undefined : underWay.get(key);
    const work = known ?? begin(key, start);
    work.waiting += 1;
    let waits = true;
    const leave = () => {
      if (!waits || work.ended) return;
      waits = false;
      work.waiting -= 1;
      if (work.waiting === 0) work.abort();
    };
    return { joined: known !== undefined, result: work.result, leave };
  };
}
