import { requireCustomer } from '../../../shared/auth/principal.ts';
import { formatMoney } from '../../../shared/lib/money.ts';
import { timeZoneArgument } from '../../../shared/lib/time-zone.ts';
import type { Loaders } from '../../../shared/loaders/create-loaders.ts';
import type { OrderLine } from '../../../shared/upstreams/orders.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { imageUrl, pixelWidth } from '../../images.ts';
import { formatDate } from '../../intl.ts';
import { quantityLabel } from '../../labels.ts';
import { messagesFor } from '../../messages/index.ts';
import { orderFields } from '../../order-fields.ts';

/** Everything the catalog knows, since its cards do not tell variants apart: one call for all lines and previews. */
const productOf = ({ productId }: OrderLine, loaders: Loaders) => loaders.product.load(productId);

/** The image that shows what was bought: of its variant, or the main one where all variants look alike. */
async function imageOf(line: OrderLine, loaders: Loaders) {
  const { images = [], variants = [] } = (await productOf(line, loaders)) ?? {};
  const imageId = variants.find(({ sku }) => sku === line.sku)?.imageId;
  return images.find(({ id }) => id === imageId) ?? images[0];
}

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
    ...orderFields('product'),
    goodsLabel: ({ goodsMinor, currency }, _args, { locale }) => formatMoney(goodsMinor, currency, locale),
    shippingLabel: ({ shippingMinor, currency }, _args, { locale }) =>
      shippingMinor === 0 ? messagesFor(locale).free : formatMoney(shippingMinor, currency, locale),
    timeline: ({ history }) => history,
  },
  OrderLine: {
    title: async (line, _args, { loaders }) => (await productOf(line, loaders))?.title ?? null,
    variantTitle: async (line, _args, { loaders }) => {
      const variants = (await productOf(line, loaders))?.variants ?? [];
      return variants.length > 1 ? (variants.find(({ sku }) => sku === line.sku)?.title ?? null) : null;
    },
    image: async (line, place, { loaders }) => {
      const pixels = pixelWidth(place);
      const image = await imageOf(line, loaders);
      return image ? imageUrl(image, pixels) : null;
    },
    imageAlt: async (line, _args, { loaders }) => (await imageOf(line, loaders))?.alt ?? null,
    quantityLabel: ({ quantity }, _args, { locale }) => quantityLabel(quantity, locale),
    totalLabel: ({ totalMinor, currency }, _args, { locale }) => formatMoney(totalMinor, currency, locale),
  },
  OrderStep: {
    statusLabel: ({ status }, _args, { locale }) => messagesFor(locale).orderStatus[status],
    dateLabel: ({ at }, { timeZone }, { locale }) => formatDate(at, locale, timeZoneArgument(timeZone)),
  },
};
