import type { Shipment } from '../../../shared/upstreams/shipping.ts';
import type { PricedLine } from '../../order-lines.ts';

/** What `Shipment` is made from: a parcel, with what is in it. */
export interface OrderShipment extends Shipment {
  readonly lines: readonly PricedLine[];
}
