import { requireCustomer } from '../../../shared/auth/principal.ts';
import { afterArgument, PAGE_SIZE } from '../../arguments.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { orderFields } from '../../order-fields.ts';

export const orderListResolvers: Resolvers = {
  Query: {
    orderList: async (_root, { after }, { principal, upstreams, scope }) => {
      const { customerId } = requireCustomer(principal);
      const paging = { cursor: afterArgument(after), limit: PAGE_SIZE };
      const { items, nextCursor } = await upstreams.orders.ordersOf(scope, { customerId, ...paging });
      return { orders: items, nextCursor };
    },
  },
  OrderRow: orderFields,
};
