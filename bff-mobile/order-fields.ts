import { formatMoney } from '../shared/lib/money.ts';
import type { Order } from '../shared/upstreams/orders.ts';
import { firstArgument } from './arguments.ts';
import type { MobileContext } from './context.ts';
import { firstImageUrls, pixelWidth, type ImageArgs } from './images.ts';
import { formatDate } from './intl.ts';
import { itemCountLabel } from './labels.ts';
import { messagesFor } from './messages/index.ts';

const MAX_THUMBNAILS = 10;

/** A step of an order. */
export type OrderStep = Order['history'][number];

const itemCount = ({ lines }: Order) => lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** What the list of orders and the screen of one draw alike. */
export const orderFields = {
  dateLabel: ({ placedAt }: Order, _args: unknown, { locale }: MobileContext) => formatDate(placedAt, locale),
  statusLabel: ({ status }: Order, _args: unknown, { locale }: MobileContext) =>
    messagesFor(locale).orderStatus[status],
  totalLabel: ({ totalMinor, currency }: Order, _args: unknown, { locale }: MobileContext) =>
    formatMoney(totalMinor, currency, locale),
  itemCount,
  itemCountLabel: (order: Order, _args: unknown, { locale }: MobileContext) =>
    itemCountLabel(itemCount(order), locale),
  thumbnails: async (
    { lines }: Order,
    { first, ...place }: ImageArgs & { readonly first?: number | null },
    { loaders }: MobileContext,
  ) => {
    const pixels = pixelWidth(place);
    const count = firstArgument(first, 3, MAX_THUMBNAILS);
    const productIds = [...new Set(lines.map(({ productId }) => productId))];
    return firstImageUrls(await loaders.card.loadPresent(productIds.slice(0, count)), pixels);
  },
};
