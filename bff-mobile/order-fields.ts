import { loads } from '../shared/graphql/loads.ts';
import { formatMoney } from '../shared/lib/money.ts';
import { timeZoneArgument } from '../shared/lib/time-zone.ts';
import type { CatalogCard } from '../shared/upstreams/catalog.ts';
import type { Order } from '../shared/upstreams/orders.ts';
import { firstArgument } from './arguments.ts';
import type { MobileContext } from './context.ts';
import { drawnImage, firstImages, pixelWidth, type ImageArgs } from './images.ts';
import { formatDate } from './intl.ts';
import { itemCountLabel } from './labels.ts';
import { messagesFor } from './messages/index.ts';

const MAX_PREVIEWS = 10;

type PreviewArgs = ImageArgs & { readonly first?: number | null };

const itemCount = ({ lines }: Order) => lines.reduce((sum, { quantity }) => sum + quantity, 0);

/**
 * What the list of orders and the screen of one draw alike.
 *
 * @param products the loader of what was bought: the one that the rest of the screen loads by, so that it is one call
 */
export function orderFields(products: 'card' | 'product') {
  const previewed = ({ lines }: Order, { first, ...place }: PreviewArgs) => {
    pixelWidth(place);
    const count = firstArgument(first, 3, MAX_PREVIEWS);
    return [...new Set(lines.map(({ productId }) => productId))].slice(0, count);
  };
  const drawn = (products: readonly CatalogCard[], place: PreviewArgs) =>
    firstImages(products).map((image) => drawnImage(image, pixelWidth(place)));
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
    previews: loads(products, previewed, drawn),
    thumbnails: loads(products, previewed, (found, place) => drawn(found, place).map(({ url }) => url)),
  };
}
