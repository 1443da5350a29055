import { loads } from '../../../shared/graphql/loads.ts';
import { timeZoneArgument } from '../../../shared/lib/time-zone.ts';
import type { ShipmentStatus as CarrierStatus } from '../../../shared/upstreams/shipping.ts';
import type { Resolvers, ShipmentStatus } from '../../generated/resolvers.ts';
import { formatDate } from '../../intl.ts';
import { messagesFor } from '../../messages/index.ts';

const statuses: Readonly<Record<CarrierStatus, ShipmentStatus>> = {
  'label-created': 'LABEL_CREATED',
  'in-transit': 'IN_TRANSIT',
  'out-for-delivery': 'OUT_FOR_DELIVERY',
  'delivered': 'DELIVERED',
};

export const shipmentResolvers: Resolvers = {
  OrderScreen: {
    shipments: loads(
      'shipments',
      ({ id }) => id,
      (shipments) => shipments,
    ),
  },
  Shipment: {
    status: ({ status }) => statuses[status],
    statusLabel: ({ status }, _args, { locale }) => messagesFor(locale).shipmentStatus[status],
    dateLabel: ({ deliveredAt, shippedAt }, { timeZone }, { locale }) => {
      const zone = timeZoneArgument(timeZone);
      const date = deliveredAt ?? shippedAt;
      return date && formatDate(date, locale, zone);
    },
  },
};
