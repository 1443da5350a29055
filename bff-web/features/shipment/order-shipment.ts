import type { OrderLine } from '../../../shared/upstreams/orders.ts';
import type { Shipment } from '../../../shared/upstreams/shipping.ts';

/** What `Shipment` is made from: a parcel, with what is in it. */
export interface OrderShipment extends Shipment {
  readonly lines: readonly OrderLine[];
}
