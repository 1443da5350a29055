import type { Exposition, Metrics } from '../telemetry/metrics.ts';
import type { BreakerMode, UpstreamStatus } from '../upstream/define-upstream.ts';
import type { ConnectedUpstreams } from '../upstreams/index.ts';

/** What an operator makes of the breakers of one upstream, or of one class of its endpoints. */
export interface BreakerOrder {
  readonly upstream: string;
  readonly state: BreakerMode;
  readonly class?: string | undefined;
}

/** An end to the silence that an upstream asked for, of one class of its endpoints or of all. */
export interface LiftOrder {
  readonly upstream: string;
  readonly paused: false;
  readonly class?: string | undefined;
}

/** What operators see and move: of one process, or of all workers together. */
export interface OpsControls {
  readonly metrics: () => Promise<Exposition>;
  /** How each upstream fares, as JSON. */
  readonly upstreams: () => Promise<object>;
  /**
   * Resolves with how the upstream fares then, as JSON.
   *
   * @throws {OrderError} when there is no such upstream or class
   */
  readonly forceBreaker: (order: BreakerOrder) => Promise<object>;
  /** As `forceBreaker`. */
  readonly liftPause: (order: LiftOrder) => Promise<object>;
}

/** The controls of one process. */
export interface ProcessControls extends OpsControls {
  readonly upstreams: () => Promise<{ readonly upstreams: readonly UpstreamStatus[] }>;
  readonly forceBreaker: (order: BreakerOrder) => Promise<UpstreamStatus>;
  readonly liftPause: (order: LiftOrder) => Promise<UpstreamStatus>;
}

/** An order that cannot be carried out; the words are for the operator. */
export class OrderError extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

/** The controls of the process that calls `upstreams` and counts in `metrics`. */
export function processControls(
  upstreams: Pick<ConnectedUpstreams, 'statuses' | 'forceBreaker' | 'liftPause'>,
  metrics: Pick<Metrics, 'expose'>,
): ProcessControls {
  const statusOf = (upstream: string) => upstreams.statuses().find(({ name }) => name === upstream);

  /** Carries an order out. `act` is false when there is no such class. */
  const carryOut = (upstream: string, endpointClass: string | undefined, act: () => boolean) => {
    const before = statusOf(upstream);
    if (!before) {
      const names = upstreams.statuses().map(({ name }) => name);
      throw new OrderError(
        404,
        `There is no upstream ${JSON.stringify(upstream)}. There are: ${names.join(', ')}.`,
      );
    }
    if (!act()) {
      const classes = Object.keys(before.classes).join(', ');
      throw new OrderError(
        404,
        `There is no class ${JSON.stringify(endpointClass)} of ${upstream}. There are: ${classes}.`,
      );
    }
    return statusOf(upstream)!;
  };

  return {
    metrics: metrics.expose,
    upstreams: async () => ({ upstreams: upstreams.statuses() }),
    forceBreaker: async ({ upstream, state, class: endpointClass }) =>
      carryOut(upstream, endpointClass, () => upstreams.forceBreaker(upstream, state, endpointClass)),
    liftPause: async ({ upstream, class: endpointClass }) =>
      carryOut(upstream, endpointClass, () => upstreams.liftPause(upstream, endpointClass)),
  };
}
