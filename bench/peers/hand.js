// The limit with the same calls: no GraphQL, answers assembled by hand for each document, and JSON.stringify.
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { announce } from './announce.js';
import { priceFields, reviewFields, stockField } from './fields.js';
import { get } from './get.js';
import {
  badgeOf,
  endCursor,
  format,
  homeSections,
  imageUrl,
  isNew,
  listingPath,
  sectionOf,
  skusOf,
  SPARE,
  together,
} from './rules.js';

/** Answers for a list of ids, as many at once as services take. */
function bulk(path, ids) {
  const starts = Array.from({ length: Math.ceil(ids.length / 100) }, (_, part) => part * 100);
  return Promise.all(starts.map((start) => get(path + ids.slice(start, start + 100).join(','))));
}

const byKey = (items, keyOf) => new Map(items.map((item) => [keyOf(item), item]));

async function loadPrices(ids) {
  const answers = await bulk('/prices?currency=EUR&product_ids=', ids);
  const prices = answers.flatMap((answer) => answer.prices);
  return byKey(prices, (price) => price.product_id);
}

async function loadStock(skus, view = 'warehouses') {
  const answers = await bulk(`/stock?view=${view}&skus=`, skus);
  return Object.assign({}, ...answers.map(({ stock }) => stock));
}

async function loadReviewed(ids) {
  const answers = await bulk('/reviews/top?perProduct=3&productIds=', ids);
  const data = answers.flatMap((answer) => answer.data);
  const authors = new Set(data.flatMap(({ reviews }) => reviews.map(({ authorId }) => authorId)));
  const profiles = (await bulk('/profiles?ids=', [...authors])).flatMap((answer) => answer.data);
  return { reviewed: byKey(data, ({ productId }) => productId), profiles: byKey(profiles, ({ id }) => id) };
}

/** What other services know of products, all asked at once: functions that give fields of one product. */
async function load(products, wants) {
  const ids = products.map(({ id }) => id);
  const [prices, stock, opinions] = await Promise.all([
    loadPrices(ids),
    wants.stock && loadStock(products.flatMap(skusOf)),
    wants.reviews && loadReviewed(ids),
  ]);
  const stockOf = (skus) => stockField(skus.map((sku) => stock[sku]));
  const fieldsOf = (product) => ({
    ...priceFields(prices.get(product.id)),
    ...(wants.stock && { stock: stockOf(skusOf(product)) }),
    ...(wants.reviews && reviewFields(opinions.reviewed.get(product.id), opinions.profiles)),
  });
  return { fieldsOf, stockOf };
}

async function listing(variables, wants) {
  const page = await get(listingPath(variables));
  const { fieldsOf } = await load(page.items, wants);
  const edges = page.items.map((product) => {
    const { id, slug, title, brand, images } = product;
    const mainImage = images[0] && { alt: images[0].alt, sizes: images[0].sizes };
    return { node: { id, slug, title, brand, isNew: isNew(product), mainImage, ...fieldsOf(product) } };
  });
  const pageInfo = { hasNextPage: page.nextCursor !== null, endCursor: endCursor(page, variables.after) };
  return { products: { totalCount: page.total, pageInfo, edges, facets: { brands: page.facets.brands } } };
}

async function productPage({ slug }) {
  const product = await get(`/products/by-slug/${slug}`);
  const { fieldsOf, stockOf } = await load([product], { stock: true, reviews: true });
  const { id, title, description, brand, tags, images } = product;
  const variants = product.variants.map(({ sku, title, options }) => ({
    ...{ sku, title, options },
    stock: stockOf([sku]),
  }));
  const own = { id, slug, title, description, brand, tags, isNew: isNew(product), images, variants };
  return { product: { ...own, ...fieldsOf(product) } };
}

async function loadRatings(ids) {
  const answers = await bulk('/ratings?view=summary&productIds=', ids);
  const ratings = answers.flatMap((answer) => answer.data);
  return byKey(ratings, ({ productId }) => productId);
}

async function home({ first = 10, imageWidth, density = 1 }) {
  const paths = homeSections.map(({ sort }) => listingPath({ sort, first: first + SPARE }));
  const listed = (await Promise.all(paths.map(get))).map((page) => sectionOf(page, first));
  const products = [...byKey(listed.flat(), ({ id }) => id).values()];
  const ids = products.map(({ id }) => id);
  const [prices, stock, ratings] = await Promise.all([
    loadPrices(ids),
    loadStock(products.flatMap(skusOf), 'total'),
    loadRatings(ids),
  ]);
  const card = (product) => {
    const { id, title, images } = product;
    const price = prices.get(id);
    const units = together(skusOf(product).map((sku) => stock[sku]))?.available ?? null;
    const former = price?.promotion?.former_amount_minor;
    return {
      id,
      title,
      priceLabel: price ? format(price.amount_minor, price.currency) : null,
      formerPriceLabel: former === undefined ? null : format(former, price.currency),
      badge: badgeOf(product, price, units),
      rating: ratings.get(id)?.average ?? null,
      image: images[0] ? imageUrl(images[0], imageWidth * density) : null,
    };
  };
  const sections = homeSections.map(({ id, title }, at) => ({ id, title, cards: listed[at].map(card) }));
  return { home: { sections } };
}

const documents = {
  Listing: (variables) => listing(variables, { stock: true, reviews: true }),
  ListingWithoutReviews: (variables) => listing(variables, { stock: true }),
  ListingWithoutStock: (variables) => listing(variables, { reviews: true }),
  ListingCards: (variables) => listing(variables, {}),
  ProductPage: productPage,
  Home: home,
  NoOp: () => ({ __typename: 'Query' }),
};

const server = createServer(async (incoming, outgoing) => {
  const { query, variables } = await json(incoming);
  const name = /query (\w+)/.exec(query)?.[1];
  const body = JSON.stringify({ data: await documents[name](variables) });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  outgoing.writeHead(200, headers).end(body);
});
server.listen(0, '127.0.0.1', () => announce(`http://127.0.0.1:${server.address().port}`));
