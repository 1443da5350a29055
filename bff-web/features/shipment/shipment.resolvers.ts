import type { ShipmentStatus as CarrierStatus } from '../../../shared/upstreams/shipping.ts';
import type { Resolvers, ShipmentStatus } from '../../generated/resolvers.ts';

const statuses: Readonly<Record<CarrierStatus, ShipmentStatus>> = {
  'label-created': 'LABEL_CREATED',
  'in-transit': 'IN_TRANSIT',
  'out-for-delivery': 'OUT_FOR_DELIVERY',
  'delivered': 'DELIVERED',
};

export const shipmentResolvers: Resolvers = {
  Order: {
    shipments: async (order, _args, { loaders }) => {
      const found = await loaders.shipments.load(order.id);
      return (found?.shipments ?? []).map((shipment) => {
        const skus = new Set(shipment.skus);
        return { ...shipment, lines: order.lines.filter(({ sku }) => skus.has(sku)) };
      });
    },
  },
  Shipment: {
    status: ({ status }) => statuses[status],
  },
};
