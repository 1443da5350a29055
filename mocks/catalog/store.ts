import type { DatabaseSync } from 'node:sqlite';
import { hashOrder } from '../kit/random.ts';
import type { ImageFacts } from './compose-product.ts';
import { listingReader } from './listing.ts';
import type { ProductRow } from './product-view.ts';

/** A category with the number of products in it and below it. */
export interface CategoryRow {
  readonly id: string;
  readonly name: string;
  readonly parent_id: string | null;
  readonly position: number;
  readonly product_count: number;
}

/** Everything that the catalog reads from its database. */
export type CatalogStore = ReturnType<typeof openStore>;

/** Prepares the catalog's queries; by `now` promotions start and end. */
export function openStore(db: DatabaseSync, now: () => Date) {
  const byIds = db.prepare('SELECT * FROM products WHERE id IN (SELECT value FROM json_each(?))');
  const byId = db.prepare('SELECT * FROM products WHERE id = ?');
  const bySlug = db.prepare('SELECT * FROM products WHERE slug = ?');
  const imageOf = db.prepare('SELECT category_id AS motif, images FROM products WHERE id = ?');
  const firstLeafOf = db.prepare(
    `SELECT paths.category_id AS id FROM category_paths AS paths
     WHERE ancestor_id = ? AND NOT EXISTS (SELECT 1 FROM categories WHERE parent_id = paths.category_id)
     ORDER BY (SELECT rowid FROM categories WHERE id = paths.category_id) LIMIT 1`,
  );
  const allCategories = db.prepare(
    `SELECT categories.*, coalesce(sum(held.count), 0) AS product_count FROM categories
     JOIN category_paths ON ancestor_id = categories.id
     LEFT JOIN (SELECT category_id, count(*) AS count FROM products GROUP BY category_id) AS held USING (category_id)
     GROUP BY categories.id`,
  );

  return {
    /** The products among `ids` that exist, in an order of their own. */
    productsByIds: (ids: readonly string[]): ProductRow[] =>
      hashOrder(byIds.all(JSON.stringify(ids)) as unknown as ProductRow[], ({ id }) => id),

    productById: (id: string) => byId.get(id) as ProductRow | undefined,

    productBySlug: (slug: string) => bySlug.get(slug) as ProductRow | undefined,

    /** One page of the products that fit a filter. */
    listing: listingReader(db, now),

    categories: () => allCategories.all() as unknown as CategoryRow[],

    /** What a product's picture shows; undefined when it has no such picture. @param index from 0 */
    productImage(id: string, index: number): { motif: string; color: string } | undefined {
      const row = imageOf.get(id) as { motif: string; images: string } | undefined;
      const image = row && (JSON.parse(row.images) as ImageFacts[])[index];
      return image && { motif: row.motif, color: image.color };
    },

    /** The leaf that stands for a category in pictures: itself or the first below it. */
    representativeLeaf: (categoryId: string) =>
      (firstLeafOf.get(categoryId) as { id: string } | undefined)?.id,
  };
}
