import type { Resolvers } from '../../generated/resolvers.ts';
import { formatDate } from '../../intl.ts';
import { messagesFor } from '../../messages/index.ts';

export const shipmentResolvers: Resolvers = {
  OrderScreen: {
    shipments: async ({ id }, _args, { loaders }) => (await loaders.shipments.load(id))?.shipments ?? [],
  },
  Shipment: {
    statusLabel: ({ status }, _args, { locale }) => messagesFor(locale).shipmentStatus[status],
    dateLabel: ({ deliveredAt, shippedAt }, _args, { locale }) => {
      const date = deliveredAt ?? shippedAt;
      return date && formatDate(date, locale);
    },
  },
};
