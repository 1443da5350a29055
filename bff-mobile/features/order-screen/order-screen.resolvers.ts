import { requireCustomer } from '../../../shared/auth/principal.ts';
import { loads } from '../../../shared/graphql/loads.ts';
import { formatMoney } from '../../../shared/lib/money.ts';
import { timeZoneArgument } from '../../../shared/lib/time-zone.ts';
import type { CatalogProduct } from '../../../shared/upstreams/catalog.ts';
import type { OrderLine } from '../../../shared/upstreams/orders.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { imageUrl, pixelWidth } from '../../images.ts';
import { formatDate } from '../../intl.ts';
import { quantityLabel } from '../../labels.ts';
import { messagesFor } from '../../messages/index.ts';
import { orderFields } from '../../order-fields.ts';

/** By everything the catalog knows, since its cards do not tell variants apart: one call for all lines and previews. */
const productId = (line: OrderLine) => line.productId;

/** The image that shows what was bought: of its variant, or the main one where all variants look alike. */
function imageOf(product: CatalogProduct | null, { sku: bought }: OrderLine) {
  const { images = [], variants = [] } = product ?? {};
  const imageId = variants.find(({ sku }) => sku === bought)?.imageId;
  return images.find(({ id }) => id === imageId) ?? images[0];
}

export const orderScreenResolvers: Resolvers = {
  Query: {
    orderScreen: loads(
      'order',
      (_root, { id }, { principal }) => {
        requireCustomer(principal);
        return id;
      },
      // Another customer's order is no different from none: an error would tell that it exists.
      (order, _args, { principal }) => (order?.customerId === principal?.customerId ? order : null),
    ),
  },
  OrderScreen: {
    ...orderFields('product'),
    goodsLabel: ({ goodsMinor, currency }, _args, { locale }) => formatMoney(goodsMinor, currency, locale),
    shippingLabel: ({ shippingMinor, currency }, _args, { locale }) =>
      shippingMinor === 0 ? messagesFor(locale).free : formatMoney(shippingMinor, currency, locale),
    timeline: ({ history }) => history,
  },
  OrderLine: {
    title: loads('product', productId, (product) => product?.title ?? null),
    variantTitle: loads('product', productId, (product, _args, _context, { sku: bought }) => {
      const variants = product?.variants ?? [];
      return variants.length > 1 ? (variants.find(({ sku }) => sku === bought)?.title ?? null) : null;
    }),
    image: loads(
      'product',
      (line, place) => {
        pixelWidth(place);
        return line.productId;
      },
      (product, place, _context, line) => {
        const image = imageOf(product, line);
        return image ? imageUrl(image, pixelWidth(place)) : null;
      },
    ),
    imageAlt: loads(
      'product',
      productId,
      (product, _args, _context, line) => imageOf(product, line)?.alt ?? null,
    ),
    quantityLabel: ({ quantity }, _args, { locale }) => quantityLabel(quantity, locale),
    totalLabel: ({ totalMinor, currency }, _args, { locale }) => formatMoney(totalMinor, currency, locale),
  },
  OrderStep: {
    statusLabel: ({ status }, _args, { locale }) => messagesFor(locale).orderStatus[status],
    dateLabel: ({ at }, { timeZone }, { locale }) => formatDate(at, locale, timeZoneArgument(timeZone)),
  },
};
