import type { Shipment, ShipmentStatus as CarrierStatus } from '../../../shared/upstreams/shipping.ts';
import type { Resolvers, ShipmentStatus } from '../../generated/resolvers.ts';
import { linesOf } from '../../order-lines.ts';

const statuses: Readonly<Record<CarrierStatus, ShipmentStatus>> = {
  'label-created': 'LABEL_CREATED',
  'in-transit': 'IN_TRANSIT',
  'out-for-delivery': 'OUT_FOR_DELIVERY',
  'delivered': 'DELIVERED',
};

/** Those still to be sent come last. */
const bySending = (a: Shipment, b: Shipment) => sentAt(a) - sentAt(b);
const sentAt = ({ shippedAt }: Shipment) =>
  shippedAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(shippedAt);

export const shipmentResolvers: Resolvers = {
  Order: {
    shipments: async (order, _args, { loaders }) => {
      const found = await loaders.shipments.load(order.id);
      const lines = linesOf(order);
      return (found?.shipments ?? []).toSorted(bySending).map((shipment) => ({
        ...shipment,
        lines: lines.filter(({ sku }) => shipment.skus.includes(sku)),
      }));
    },
  },
  Shipment: {
    status: ({ status }) => statuses[status],
  },
};
