import type { DatabaseSync } from 'node:sqlite';
import { random, type Random } from '../kit/random.ts';
import {
  BUYER_COUNT,
  countryOf,
  listedAt,
  parentCategoryOf,
  popularityOf,
  PRODUCT_COUNT,
  productId,
  userId,
  type Country,
} from '../kit/shop.ts';
import { DAY_MS } from '../kit/time.ts';
import { composeReview } from './compose-review.ts';
import { vocabularies, type Language } from './vocabulary/index.ts';
import type { ProductGroup, Rating } from './vocabulary/vocabulary.ts';

const REVIEW_COUNT = 20_000;
/** When reviews were written: from the first to the last second, since 1970. */
interface Period {
  readonly first: number;
  readonly last: number;
}

const periodBefore = (now: Date): Period => ({
  first: (now.getTime() - 1053 * DAY_MS) / 1000,
  last: (now.getTime() - 8 * DAY_MS) / 1000,
});

const languageOf: Readonly<Record<Country, Language>> = {
  DE: 'de',
  FR: 'fr',
  ES: 'es',
  NL: 'en',
  GB: 'en',
  US: 'en',
  JP: 'ja',
  KR: 'ko',
};

/** By the category's parent. */
const groupOf: Readonly<Record<string, ProductGroup>> = {
  'lighting': 'lighting',
  'home-textiles': 'textiles',
  'cookware': 'cookware',
  'tableware': 'tableware',
  'camping': 'outdoor',
  'outdoor': 'outdoor',
  'clothing': 'clothing',
  'clothing-accessories': 'clothing',
  'electronics': 'electronics',
  'kids': 'kids',
};

/** How often each rating is given, by how good the product is: most are loved, some are not. */
const ratingProfiles: readonly (readonly [
  profile: readonly (readonly [Rating, number])[],
  weight: number,
])[] = [
  [stars(70, 21, 5, 2, 2), 45],
  [stars(50, 31, 11, 5, 3), 38],
  [stars(30, 32, 20, 11, 7), 13],
  [stars(12, 20, 25, 23, 20), 4],
];

/** Writes all reviews of the shop as it is at `now`, numbered by age. */
export function seed(db: DatabaseSync, now: Date): void {
  const draw = random('reviews');
  const period = periodBefore(now);
  const listed = Array.from(
    { length: PRODUCT_COUNT },
    (_, index) => Date.parse(listedAt(index + 1, now)) / 1000,
  );
  const reviews = reviewCounts(listed, period, draw).flatMap((count, index) =>
    reviewsOf(index + 1, { count, listed: listed[index]!, period }, draw),
  );
  reviews.sort((a, b) => a.createdAt - b.createdAt);

  const insert = db.prepare(
    `INSERT INTO reviews (product_id, author_id, rating, title, body, language, created_at, helpful_votes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const review of reviews) {
    const { product, author, rating, title, body, language, createdAt, helpfulVotes } = review;
    insert.run(product, author, rating, title, body, language, createdAt, helpfulVotes);
  }
}

/** How many reviews each product has: by Zipf's law, the best known the most; the unluckiest tenth has none. */
function reviewCounts(listed: readonly number[], { last }: Period, draw: Random): number[] {
  const renown = listed
    .map((listedAt, index) => {
      const yearsOnSale = (last - listedAt) / 31_557_600;
      return {
        index,
        score: popularityOf(index + 1) * Math.sqrt(Math.max(yearsOnSale, 0)) * (0.5 + draw.next()),
      };
    })
    .sort((a, b) => b.score - a.score || a.index - b.index);

  const reviewed = PRODUCT_COUNT * 0.9;
  const shares = renown.map((_, rank) => (rank < reviewed ? 1 / (rank + 12) ** 0.8 : 0));
  const shareSum = shares.reduce((sum, share) => sum + share, 0);
  const counts = new Array<number>(PRODUCT_COUNT).fill(0);
  let exact = 0;
  let given = 0;
  renown.forEach(({ index }, rank) => {
    exact += (REVIEW_COUNT * (shares[rank] ?? 0)) / shareSum;
    counts[index] = Math.round(exact) - given;
    given = Math.round(exact);
  });
  return counts;
}

function reviewsOf(
  n: number,
  { count, listed, period: { first, last } }: { count: number; listed: number; period: Period },
  draw: Random,
) {
  const group = groupOf[parentCategoryOf(n)];
  if (group === undefined)
    throw new Error(`No reviews can be written of products in ${parentCategoryOf(n)}.`);

  const profile = draw.weighted(ratingProfiles);
  const onSaleSince = Math.max(first, listed);
  return draw
    .shuffle(customers)
    .slice(0, count)
    .map((author) => {
      const rating = draw.weighted(profile);
      const language = languageOf[countryOf(author)];
      const createdAt = Math.floor(onSaleSince + (last - onSaleSince) * draw.next());
      // Old reviews had more readers, and most readers do not vote.
      const readers = 1 + (30 * (last - createdAt)) / (last - first);
      const helpfulVotes = Math.floor(readers * draw.next() ** 4);
      const text = composeReview(draw, vocabularies[language], rating, group);
      return { product: productId(n), author, rating, ...text, language, createdAt, helpfulVotes };
    });
}

const customers = Array.from({ length: BUYER_COUNT }, (_, index) => userId(index + 1));

function stars(five: number, four: number, three: number, two: number, one: number) {
  return [[5, five] as const, [4, four] as const, [3, three] as const, [2, two] as const, [1, one] as const];
}
