import { loads } from '../../../shared/graphql/loads.ts';
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
    shipments: loads(
      'shipments',
      ({ id }) => id,
      (shipments, _args, _context, { lines }) =>
        shipments.map((shipment) => {
          const skus = new Set(shipment.skus);
          return { ...shipment, lines: lines.filter(({ sku }) => skus.has(sku)) };
        }),
    ),
  },
  Shipment: {
    status: ({ status }) => statuses[status],
  },
};
