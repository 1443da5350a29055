import { requireCustomer } from '../../../shared/auth/principal.ts';
import { formatMoney } from '../../../shared/lib/money.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { firstImageUrls, pixelWidth } from '../../images.ts';
import { formatDate } from '../../intl.ts';
import { quantityLabel } from '../../labels.ts';
import { messagesFor } from '../../messages/index.ts';
import { orderFields } from '../../order-fields.ts';

export const orderScreenResolvers: Resolvers = {
  Query: {
    orderScreen: async (_root, { id }, { principal, loaders }) => {
      const { customerId } = requireCustomer(principal);
      const order = await loaders.order.load(id);
      // Another customer's order is no different from none: an error would tell that it exists.
      return order?.customerId === customerId ? order : null;
    },
  },
  OrderScreen: {
    ...orderFields,
    goodsLabel: ({ goodsMinor, currency }, _args, { locale }) => formatMoney(goodsMinor, currency, locale),
    shippingLabel: ({ shippingMinor, currency }, _args, { locale }) =>
      shippingMinor === 0 ? messagesFor(locale).free : formatMoney(shippingMinor, currency, locale),
    timeline: ({ history }) => history,
  },
  OrderLine: {
    title: async ({ productId }, _args, { loaders }) => (await loaders.card.load(productId))?.title ?? null,
    image: async ({ productId }, place, { loaders }) => {
      const pixels = pixelWidth(place);
      return firstImageUrls(await loaders.card.loadPresent([productId]), pixels)[0] ?? null;
    },
    quantityLabel: ({ quantity }, _args, { locale }) => quantityLabel(quantity, locale),
    totalLabel: ({ totalMinor, currency }, _args, { locale }) => formatMoney(totalMinor, currency, locale),
  },
  OrderStep: {
    statusLabel: ({ status }, _args, { locale }) => messagesFor(locale).orderStatus[status],
    dateLabel: ({ at }, _args, { locale }) => formatDate(at, locale),
  },
};
