import { lookAhead, type Asked } from '../../../shared/graphql/execution/look-ahead.ts';
import type { Product, ProductFacets } from '../../generated/resolvers.ts';

const asksBeyondCards = lookAhead<keyof Product>(['createdAt', 'description', 'seo', 'tags', 'variants']);

/**
 * Whether cards answer whatever is asked below a field; a wrong no, as {@link lookAhead} may lead to, costs a larger
 * answer of the catalog.
 */
export const cardsSuffice = (asked: Asked): boolean => !asksBeyondCards(asked);

/** Whether price bands are asked for below a field; the catalog counts them for one currency. */
export const asksForPriceBands = lookAhead<keyof ProductFacets>(['priceBands']);
