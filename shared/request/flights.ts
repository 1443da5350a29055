/** Work under way that several wait for. */
export interface Flights<Result> {
  /**
   * Joins the work under way for `key`, or begins it. With null for a key nobody else can join.
   *
   * @param begin is handed the signal that aborts when nobody waits any more
   */
  readonly board: (key: string | null, begin: (signal: AbortSignal) => Promise<Result>) => Seat<Result>;
}

/** One of those who wait. */
export interface Seat<Result> {
  /** Whether somebody else had begun it. */
  readonly joined: boolean;
  readonly result: Promise<Result>;
  /** Waits no longer. The work goes on for the others, and is aborted when there are none. */
  readonly leave: () => void;
}

interface Flight<Result> {
  readonly result: Promise<Result>;
  readonly controller: AbortController;
  waiting: number;
  landed: boolean;
}

export function flights<Result>(): Flights<Result> {
  const underWay = new Map<string, Flight<Result>>();

  const take = (key: string | null, flight: Flight<Result>, joined: boolean): Seat<Result> => {
    let seated = true;
    flight.waiting += 1;
    return {
      joined,
      result: flight.result,
      leave: () => {
        if (!seated || flight.landed) return;
        seated = false;
        flight.waiting -= 1;
        if (flight.waiting > 0) return;
        // Whoever comes now must not join what is being given up.
        forget(key, flight);
        flight.controller.abort(new Error('the client closed the connection'));
      },
    };
  };
  const forget = (key: string | null, flight: Flight<Result>) => {
    if (key !== null && underWay.get(key) === flight) underWay.delete(key);
  };

  return {
    board: (key, begin) => {
      const known = key === null ? undefined : underWay.get(key);
      if (known) return take(key, known, true);
      const controller = new AbortController();
      const flight = { result: begin(controller.signal), controller, waiting: 0, landed: false };
      const land = () => {
        flight.landed = true;
        forget(key, flight);
      };
      flight.result.then(land, land);
      if (key !== null) underWay.set(key, flight);
      return take(key, flight, false);
    },
  };
}
