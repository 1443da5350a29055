import type { BreakerMode, Calls, ConnectionOptions, UpstreamStatus } from '../upstream/define-upstream.ts';
import { catalog } from './catalog.ts';
import { inventory } from './inventory.ts';
import { orders } from './orders.ts';
import { pricing } from './pricing.ts';
import { recommendations } from './recommendations.ts';
import { reviews } from './reviews.ts';
import { shipping } from './shipping.ts';
import { users } from './users.ts';

/** Every service that a BFF can ask. A new one gets a file beside this one, and a line here. */
export const definitions = {
  catalog,
  pricing,
  inventory,
  reviews,
  users,
  orders,
  recommendations,
  shipping,
} as const;

export type UpstreamName = keyof typeof definitions;

/** The calls of every upstream's endpoints, by name. */
export type Upstreams = {
  readonly [Name in UpstreamName]: Calls<(typeof definitions)[Name]['endpoints']>;
};

export interface ConnectedUpstreams {
  readonly endpoints: Upstreams;
  readonly statuses: () => readonly UpstreamStatus[];
  /** Forces a breaker of one upstream, of one class of its endpoints or all; false when there is none such. */
  readonly forceBreaker: (upstream: string, mode: BreakerMode, endpointClass?: string) => boolean;
  /** Ends the silence that one upstream asked for; false when there is no such upstream or class. */
  readonly liftPause: (upstream: string, endpointClass?: string) => boolean;
  readonly close: () => void;
}

/** Connects every upstream at its address in `baseUrls`. Opens nothing yet: an upstream may be down. */
export function connectUpstreams(
  baseUrls: Readonly<Record<UpstreamName, string>>,
  options: Omit<ConnectionOptions, 'baseUrl'>,
): ConnectedUpstreams {
  const names = Object.keys(definitions) as UpstreamName[];
  const connected = names.map(
    (name) => [name, definitions[name].connect({ ...options, baseUrl: baseUrls[name] })] as const,
  );
  return {
    endpoints: Object.fromEntries(
      connected.map(([name, { endpoints }]) => [name, endpoints]),
    ) as unknown as Upstreams,
    forceBreaker: (upstream, mode, endpointClass) =>
      connected.find(([name]) => name === upstream)?.[1].forceBreaker(mode, endpointClass) ?? false,
    liftPause: (upstream, endpointClass) =>
      connected.find(([name]) => name === upstream)?.[1].liftPause(endpointClass) ?? false,
    statuses: () => connected.map(([, upstream]) => upstream.status()),
    close: () => connected.forEach(([, upstream]) => upstream.close()),
  };
}
