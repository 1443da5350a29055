import { requireCustomer } from '../../../shared/auth/principal.ts';
import { asks } from '../../../shared/graphql/loads.ts';
import { pageAfter } from '../../arguments.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { orderFields } from '../../order-fields.ts';

export const orderListResolvers: Resolvers = {
  Query: {
    orderList: asks(async (_root, { after }, { principal }, load) => {
      const { customerId } = requireCustomer(principal);
      const { items, nextCursor } = await pageAfter(after, (paging) =>
        load('ordersOf', { customerId, ...paging }),
      );
      return { orders: items, nextCursor };
    }),
  },
  OrderRow: orderFields('card'),
};
