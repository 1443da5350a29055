import { badInput } from '../shared/lib/client-error.ts';
import type { CategoryTree } from '../shared/loaders/category-tree.ts';
import type { Currency } from '../shared/lib/currency.ts';
import type { CatalogFacets, CatalogFilter } from '../shared/upstreams/catalog.ts';
import { lookAhead } from '../shared/graphql/execution/look-ahead.ts';
import type { CardPage, FilterGroup, FilterOption } from './generated/resolvers.ts';
import { fill, formatRoundMoney, formatRoundMoneyRange } from './intl.ts';
import type { ChosenFilters, FilterKind, Listing } from './listing.ts';
import { messagesFor } from './messages/index.ts';

/** Whether filters are asked for below a field; the catalog counts their price bands for one currency. */
export const asksForFilters = lookAhead<keyof CardPage>(['filters']);

/** Most options that can be chosen at once, and the longest they may be in the URL that asks the catalog. */
const MAX_CHOSEN = 30;
const MAX_ENCODED_LENGTH = 2_000;

/** The catalog's price bands. */
const priceBands: ReadonlySet<string> = new Set(['lowest', 'low', 'middle', 'high', 'highest']);

/**
 * The argument `filters`: values of options, as a page of the list gave them.
 *
 * @throws {ClientError} `BAD_USER_INPUT` naming `filters`, for what no page can have given
 */
export function filtersArgument(values: readonly string[] | null | undefined): ChosenFilters {
  const given = values ?? [];
  const encodedLength = () => encodeURIComponent(given.join().toWellFormed()).length;
  if (given.length > MAX_CHOSEN || encodedLength() > MAX_ENCODED_LENGTH) {
    throw badInput(
      'filters',
      given,
      `up to ${MAX_CHOSEN} values, of ${MAX_ENCODED_LENGTH} characters of a URL`,
    );
  }
  const chosen: Record<FilterKind, string[]> = { category: [], brand: [], price: [] };
  for (const option of given) {
    // The catalog takes its lists with commas between: one inside a value would make two of it.
    const [, kind, value] = /^(category|brand|price):\s*([^,\s][^,]*)$/.exec(option) ?? [];
    if (value === undefined || (kind === 'price' && !priceBands.has(value))) {
      throw badInput('filters', option, 'values of options, as a page of the list gave them');
    }
    chosen[kind as FilterKind].push(value);
  }
  return chosen;
}

/** The filter in the catalog's words. */
export function catalogFilter({ category, brand, price }: ChosenFilters): CatalogFilter {
  const unlessEmpty = (values: readonly string[]) => (values.length > 0 ? values : undefined);
  return {
    categories: unlessEmpty(category),
    brands: unlessEmpty(brand),
    priceBands: unlessEmpty(price),
  };
}

/** The options of a page, ready to draw; a kind without any is left out. */
export function filterGroups(
  { facets, chosen, categoryId }: Listing,
  tree: CategoryTree,
  { currency, locale }: { currency: Currency; locale: string },
): FilterGroup[] {
  const { filters } = messagesFor(locale);
  const group = (
    kind: FilterKind,
    counts: readonly { readonly value: string; readonly count: number }[],
    labelOf: (value: string) => string | null,
  ): FilterGroup => {
    const byValue = new Map(counts.map(({ value, count }) => [value, count]));
    // What is chosen can be given up, even where the rest of the filter leaves nothing of it.
    const values = [...new Set([...byValue.keys(), ...chosen[kind]])];
    const options = values.flatMap((value): FilterOption | [] => {
      const label = labelOf(value);
      if (label === null) return [];
      const selected = chosen[kind].includes(value);
      return { value: `${kind}:${value}`, label, count: byValue.get(value) ?? 0, selected };
    });
    return { kind, title: filters[kind], options };
  };
  const nameOf = (id: string) => {
    const isBelow =
      categoryId === null ||
      tree
        .pathTo(id)
        .slice(0, -1)
        .some((above) => above.id === categoryId);
    return isBelow ? (tree.get(id)?.name ?? null) : null;
  };
  const bands = new Map(facets.priceBands.map((band) => [band.value, band]));
  const priceLabelOf = (value: string) => {
    const band = bands.get(value);
    return band && priceBands.has(value) ? priceLabel(band, currency, locale) : null;
  };
  return [
    group('category', facets.categories, nameOf),
    group('brand', facets.brands, (brand) => brand),
    group('price', facets.priceBands, priceLabelOf),
  ].filter(({ options }) => options.length > 0);
}

/** `Under €25`, `€25 – €50`, `€250 and more`. */
function priceLabel(
  { fromMinor, toMinor }: CatalogFacets['priceBands'][number],
  currency: Currency,
  locale: string,
): string | null {
  const { priceBelow, priceFrom } = messagesFor(locale);
  if (fromMinor !== null && toMinor !== null)
    return formatRoundMoneyRange(fromMinor, toMinor, currency, locale);
  if (toMinor !== null) return fill(priceBelow, formatRoundMoney(toMinor, currency, locale));
  return fromMinor === null ? null : fill(priceFrom, formatRoundMoney(fromMinor, currency, locale));
}
