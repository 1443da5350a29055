import { requireCustomer } from '../../../shared/auth/principal.ts';
import { connection, type PageArguments } from '../../connection.ts';
import type { WebContext } from '../../context.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { variantsOf } from '../../variants.ts';

const ordersOf = (customerId: string, page: PageArguments, { scope, upstreams }: WebContext) =>
  connection(page, (paging) => upstreams.orders.ordersOf(scope, { customerId, ...paging }));

export const orderResolvers: Resolvers = {
  Query: {
    order: async (_root, { id }, { principal, loaders }) => {
      const { customerId } = requireCustomer(principal);
      const order = await loaders.order.load(id);
      // Another customer's order is no different from none: an error would tell that it exists.
      return order?.customerId === customerId ? order : null;
    },
    orders: async (_root, page, context) =>
      ordersOf(requireCustomer(context.principal).customerId, page, context),
  },
  Customer: {
    orders: ({ id }, page, context) => ordersOf(id, page, context),
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
    product: ({ productId }, _args, { loaders }) => loaders.product.load(productId),
    variant: async ({ productId, sku }, _args, { loaders }) => {
      const product = await loaders.product.load(productId);
      return (product && variantsOf(product).find((variant) => variant.sku === sku)) ?? null;
    },
  },
};
