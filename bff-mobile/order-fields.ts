import { formatMoney } from '../shared/lib/money.ts';
import { timeZoneArgument } from '../shared/lib/time-zone.ts';
import type { Order } from '../shared/upstreams/orders.ts';
import { firstArgument } from './arguments.ts';
import type { MobileContext } from './context.ts';
import { drawnImage, firstImages, pixelWidth, type ImageArgs } from './images.ts';
import { formatDate } from './intl.ts';
import { itemCountLabel } from './labels.ts';
import { messagesFor } from './messages/index.ts';

const MAX_PREVIEWS = 10;

/** A step of an order. */
export type OrderStep = Order['history'][number];

type PreviewArgs = ImageArgs & { readonly first?: number | null };

const itemCount = ({ lines }: Order) => lines.reduce((sum, { quantity }) => sum + quantity, 0);

/**
 * What the list of orders and the screen of one draw alike.
 *
 * @param products the loader of what was bought: the one that the rest of the screen loads by, so that it is one call
 */
export function orderFields(products: 'card' | 'product') {
  const previews = async ({ lines }: Order, { first, ...place }: PreviewArgs, { loaders }: MobileContext) => {
    const pixels = pixelWidth(place);
    const count = firstArgument(first, 3, MAX_PREVIEWS);
    const productIds = [...new Set(lines.map(({ productId }) => productId))].slice(0, count);
    return firstImages(await loaders[products].loadPresent(productIds)).map((image) =>
      drawnImage(image, pixels),
    );
  };
  return {
    dateLabel: (
      { placedAt }: Order,
      { timeZone }: { readonly timeZone?: string | null },
      { locale }: MobileContext,
    ) => formatDate(placedAt, locale, timeZoneArgument(timeZone)),
    statusLabel: ({ status }: Order, _args: unknown, { locale }: MobileContext) =>
      messagesFor(locale).orderStatus[status],
    totalLabel: ({ totalMinor, currency }: Order, _args: unknown, { locale }: MobileContext) =>
      formatMoney(totalMinor, currency, locale),
    itemCount,
    itemCountLabel: (order: Order, _args: unknown, { locale }: MobileContext) =>
      itemCountLabel(itemCount(order), locale),
    previews,
    thumbnails: async (order: Order, args: PreviewArgs, context: MobileContext) =>
      (await previews(order, args, context)).map(({ url }) => url),
  };
}
