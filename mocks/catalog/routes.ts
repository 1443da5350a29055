import type { DatabaseSync } from 'node:sqlite';
import Type from 'typebox';
import type { MockApp, ServiceContext } from '../kit/define-mock.ts';
import { badRequest, notFound } from '../kit/problems.ts';
import { Ids, OneOf, parseIds, ProblemSchema } from '../kit/schemas.ts';
import type { Currency } from '../kit/shop.ts';
import { serveImages } from './images/routes.ts';
import { sorts, type Filter, type Listing } from './listing.ts';
import { matchExpression } from './match-expression.ts';
import { priceBands } from './price-bands.ts';
import { LANGUAGE, toCard, toProduct, type ProductRow } from './product-view.ts';
import { Category, listQuery, Product, ProductList, ProductPage, type ProductCard } from './schemas.ts';
import { openStore } from './store.ts';

const fresh = { cacheControl: 'public, max-age=60, stale-while-revalidate=300' };

/** Declares everything that the catalog answers. */
export function catalogRoutes(app: MockApp, db: DatabaseSync, service: ServiceContext): void {
  const store = openStore(db, service.now);
  const show = (rows: readonly ProductRow[], view: 'full' | 'card'): (Product | ProductCard)[] =>
    rows.map((row) => (view === 'card' ? toCard(row, service.baseUrl()) : toProduct(row, service.baseUrl())));
  const page = ({ rows, ...rest }: Listing, view: 'full' | 'card') => ({ items: show(rows, view), ...rest });

  app.get(
    '/products',
    {
      config: fresh,
      schema: {
        operationId: 'listProducts',
        summary: 'Products by id, or a page of a filtered list',
        description:
          'With `ids`, everything but `view` is ignored and the order is undefined. Prices are what a shopper pays, ' +
          'promotions included, and need a currency.',
        querystring: Type.Object({
          ids: Type.Optional(Ids('product ids')),
          sort: OneOf(sorts, { default: 'popular' }),
          ...listQuery,
        }),
        response: { '200': Type.Union([ProductPage, ProductList]), '4xx': ProblemSchema },
      },
    },
    ({ query }) => {
      const { ids, view, sort, currency, cursor, limit } = query;
      if (ids !== undefined) return { items: show(store.productsByIds(parseIds(ids, 'ids')), view) };
      const filter = filterOf(query);
      if (sort.startsWith('price')) needCurrency(currency, 'sort', sort);
      return page(store.listing(filter, { sort, currency, cursor, limit }), view);
    },
  );

  app.get(
    '/products/:id',
    {
      config: fresh,
      schema: {
        operationId: 'getProduct',
        summary: 'One product',
        params: Type.Object({ id: Type.String() }),
        response: { '200': Product, '4xx': ProblemSchema },
      },
    },
    ({ params: { id } }) => {
      const row = store.productById(id);
      if (!row) throw notFound('product', id);
      return toProduct(row, service.baseUrl());
    },
  );

  app.get(
    '/products/by-slug/:slug',
    {
      config: fresh,
      schema: {
        operationId: 'getProductBySlug',
        summary: 'One product, found by the name in its address',
        params: Type.Object({ slug: Type.String() }),
        response: { '200': Product, '4xx': ProblemSchema },
      },
    },
    ({ params: { slug } }) => {
      const row = store.productBySlug(slug);
      if (!row) throw notFound('product', slug);
      return toProduct(row, service.baseUrl());
    },
  );

  app.get(
    '/categories',
    {
      config: { cacheControl: 'public, max-age=300, stale-while-revalidate=3600' },
      schema: {
        operationId: 'listCategories',
        summary: 'The whole category tree, as a flat list in no particular order',
        response: { '200': Type.Object({ items: Type.Array(Category) }), '4xx': ProblemSchema },
      },
    },
    () => ({
      items: store.categories().map(({ id, name, parent_id, position, product_count }) => ({
        id,
        slug: id,
        name,
        parentId: parent_id,
        position,
        productCount: product_count,
        imageUrl: `${service.baseUrl()}/images/category-${id}.svg`,
        language: LANGUAGE,
      })),
    }),
  );

  app.get(
    '/search',
    {
      config: fresh,
      schema: {
        operationId: 'searchProducts',
        summary: 'Products that hold every word typed, best first',
        querystring: Type.Object({
          q: Type.String({ maxLength: 200, description: 'The last word may be unfinished.' }),
          ...listQuery,
        }),
        response: { '200': ProductPage, '4xx': ProblemSchema },
      },
    },
    ({ query }) => {
      const { q, view, currency, cursor, limit } = query;
      if (q.trim() === '') throw badRequest('q', 'must not be empty');
      const match = matchExpression(q);
      if (match === null) return nothing;
      const filter = { ...filterOf(query), match };
      return page(store.listing(filter, { sort: 'relevance', currency, cursor, limit }), view);
    },
  );

  serveImages(app, store);
}

const nothing = {
  items: [],
  total: 0,
  nextCursor: null,
  facets: { categories: [], brands: [], priceBands: [] },
};

function filterOf(query: {
  category?: string;
  brand?: string;
  priceBand?: string;
  currency?: Currency;
}): Filter {
  const bands = listed(query.priceBand)?.map((name) => {
    const band = priceBands.find((known) => known === name);
    if (band === undefined)
      throw badRequest('priceBand', `must be among ${priceBands.join(', ')}, not ${name}`);
    needCurrency(query.currency, 'priceBand', name);
    return band;
  });
  return { categories: listed(query.category), brands: listed(query.brand), priceBands: bands };
}

function needCurrency(currency: Currency | undefined, parameter: string, value: string): void {
  if (currency === undefined) throw badRequest('currency', `must be given with ${parameter}=${value}`);
}

/** An empty filter is what a form sends when nothing is ticked. */
function listed(raw: string | undefined): string[] | undefined {
  const values = raw
    ?.split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
  return values?.length ? values : undefined;
}
