import type { DatabaseSync } from 'node:sqlite';

/** A product that fits another, and how well: 0 to 1. */
export interface Related {
  id: string;
  score: number;
}

/** Reads what was worked out before. */
export function recommendationStore(db: DatabaseSync) {
  const best = db.prepare(
    'SELECT related_id AS id, score FROM related WHERE product_id = ? ORDER BY score DESC, related_id LIMIT ?',
  );
  return {
    /** The best matches first; none for a product that is not known. */
    relatedTo: (productId: string, limit: number) => best.all(productId, limit) as unknown as Related[],
  };
}
