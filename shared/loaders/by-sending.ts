import type { Shipment } from '../upstreams/shipping.ts';

/** Orders parcels by when they were sent, the first one first; those still to be sent come last. */
export function bySending(a: Pick<Shipment, 'shippedAt'>, b: Pick<Shipment, 'shippedAt'>): number {
  return sentAt(a) - sentAt(b);
}

const sentAt = ({ shippedAt }: Pick<Shipment, 'shippedAt'>) =>
  shippedAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(shippedAt);
