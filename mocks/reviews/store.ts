import type { DatabaseSync } from 'node:sqlite';
import type { NewReview, Position, Rating, Review, Sort, TopReviews } from './schemas.ts';

/** The number on which each order sorts, highest first. */
const sortKeys: Readonly<Record<Sort, string>> = {
  'newest': 'created_at',
  'helpful': 'helpful_votes',
  'rating-high': 'rating',
  'rating-low': '-rating',
};

/** Reads and writes reviews and what they come to. */
export class ReviewStore {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Up to `limit` reviews of a product after `after`, with the position to go on from unless they are the last. */
  page(
    productId: string,
    sort: Sort,
    limit: number,
    after?: Position,
  ): { reviews: Review[]; next: Position | null } {
    const key = sortKeys[sort];
    const rows = this.#db
      .prepare(
        `SELECT *, ${key} AS key FROM reviews
         WHERE product_id = :productId AND (${key}, number) < (:key, :number)
         ORDER BY ${key} DESC, number DESC LIMIT :limit`,
      )
      .all({
        productId,
        key: after?.key ?? Number.MAX_SAFE_INTEGER,
        number: after?.number ?? Number.MAX_SAFE_INTEGER,
        limit: limit + 1,
      }) as unknown as (ReviewRow & { key: number })[];
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const next = last && rows.length > limit ? { sort, key: last.key, number: last.number } : null;
    return { reviews: shown.map(toReview), next };
  }

  /** How many reviews a product has. */
  count(productId: string): number {
    const row = this.#db.prepare('SELECT count FROM ratings WHERE product_id = ?').get(productId);
    return Number(row?.count ?? 0);
  }

  /** The rating and the most helpful reviews of each product that has any, newer first among equals. */
  top(productIds: readonly string[], perProduct: number): TopReviews[] {
    const select = this.#db.prepare(
      'SELECT * FROM reviews WHERE product_id = ? ORDER BY helpful_votes DESC, number DESC LIMIT ?',
    );
    return this.ratings(productIds).map(({ productId, ...rating }) => ({
      productId,
      rating,
      reviews: (select.all(productId, perProduct) as unknown as ReviewRow[]).map(toReview),
    }));
  }

  /** The ratings of the products that have any. */
  ratings(productIds: readonly string[]): Required<Rating>[] {
    const rows = this.#db
      .prepare('SELECT * FROM ratings WHERE product_id IN (SELECT value FROM json_each(?))')
      .all(JSON.stringify(productIds));
    return (rows as unknown as RatingRow[]).map(toRating);
  }

  /** The best rated products with at least `minCount` reviews, best first; of equals, those with more reviews. */
  best(limit: number, minCount: number): Required<Rating>[] {
    const rows = this.#db
      .prepare(
        `SELECT * FROM ratings WHERE count >= ?
         ORDER BY 1.0 * total / count DESC, count DESC, product_id LIMIT ?`,
      )
      .all(minCount, limit);
    return (rows as unknown as RatingRow[]).map(toRating);
  }

  /** Keeps a review; `createdAt` in seconds since 1970. */
  add({ productId, authorId, rating, title, body, language }: NewReview, createdAt: number): Review {
    const row = this.#db
      .prepare(
        `INSERT INTO reviews (product_id, author_id, rating, title, body, language, created_at, helpful_votes)
         VALUES (?, ?, ?, ?, ?, ?, ?, 0) RETURNING *`,
      )
      .get(productId, authorId, rating, title, body, language, createdAt);
    return toReview(row as unknown as ReviewRow);
  }
}

interface ReviewRow {
  number: number;
  product_id: string;
  author_id: string;
  rating: number;
  title: string;
  body: string;
  language: Review['language'];
  created_at: number;
  helpful_votes: number;
}

interface RatingRow {
  product_id: string;
  count: number;
  total: number;
  one: number;
  two: number;
  three: number;
  four: number;
  five: number;
}

const toReview = (row: ReviewRow): Review => ({
  id: `r-${String(row.number).padStart(5, '0')}`,
  productId: row.product_id,
  authorId: row.author_id,
  rating: row.rating,
  title: row.title,
  body: row.body,
  language: row.language,
  createdAt: row.created_at,
  helpfulVotes: row.helpful_votes,
});

const toRating = ({
  product_id,
  count,
  total,
  one,
  two,
  three,
  four,
  five,
}: RatingRow): Required<Rating> => ({
  productId: product_id,
  average: Math.round((10 * total) / count) / 10,
  count,
  histogram: { 1: one, 2: two, 3: three, 4: four, 5: five },
});
