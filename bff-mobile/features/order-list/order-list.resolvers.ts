import { requireCustomer } from '../../../shared/auth/principal.ts';
import { pageAfter } from '../../arguments.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { orderFields } from '../../order-fields.ts';

export const orderListResolvers: Resolvers = {
  Query: {
    orderList: async (_root, { after }, { principal, upstreams, scope }) => {
      const { customerId } = requireCustomer(principal);
      const { items, nextCursor } = await pageAfter(after, (paging) =>
        upstreams.orders.ordersOf(scope, { customerId, ...paging }),
      );
      return { orders: items, nextCursor };
    },
  },
  OrderRow: orderFields('card'),
};
