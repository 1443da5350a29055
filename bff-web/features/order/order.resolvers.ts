import { requireCustomer } from '../../../shared/auth/principal.ts';
import { asks, loads } from '../../../shared/graphql/loads.ts';
import type { OrderLine } from '../../../shared/upstreams/orders.ts';
import { connection } from '../../connection.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { variantsOf } from '../../variants.ts';

const productId = (line: OrderLine) => line.productId;

export const orderResolvers: Resolvers = {
  Query: {
    order: loads(
      'order',
      (_root, { id }, { principal }) => {
        requireCustomer(principal);
        return id;
      },
      // Another customer's order is no different from none: an error would tell that it exists.
      (order, _args, { principal }) => (order?.customerId === principal?.customerId ? order : null),
    ),
    orders: asks((_root, page, { principal }, load) => {
      const { customerId } = requireCustomer(principal);
      return connection(page, (paging) => load('ordersOf', { customerId, ...paging }));
    }),
  },
  Customer: {
    orders: asks(({ id: customerId }, page, _context, load) =>
      connection(page, (paging) => load('ordersOf', { customerId, ...paging })),
    ),
  },
  Order: {
    goods: ({ goodsMinor, currency }) => ({ amountMinor: goodsMinor, currency }),
    shipping: ({ shippingMinor, currency }) => ({ amountMinor: shippingMinor, currency }),
    total: ({ totalMinor, currency }) => ({ amountMinor: totalMinor, currency }),
    tax: ({ taxMinor, currency }) => ({ amountMinor: taxMinor, currency }),
  },
  OrderLine: {
    unitPrice: ({ unitPriceMinor, currency }) => ({ amountMinor: unitPriceMinor, currency }),
    total: ({ totalMinor, currency }) => ({ amountMinor: totalMinor, currency }),
    product: loads('product', productId, (product) => product),
    variant: loads(
      'product',
      productId,
      (product, _args, _context, { sku }) =>
        (product && variantsOf(product).find((variant) => variant.sku === sku)) ?? null,
    ),
  },
};
