import type { DatabaseSync } from 'node:sqlite';
import { promotionOf, reducedMinor } from '../kit/promotions.ts';
import { random, type Random } from '../kit/random.ts';
import {
  currencies,
  leafCategoryOf,
  listedAt,
  newUntil,
  popularityOf,
  priceMinor,
  productId,
  soldProducts,
} from '../kit/shop.ts';
import { piecesLeft } from '../kit/stock.ts';
import { categories, pathOf } from './categories.ts';
import {
  composeDescription,
  composeImages,
  composeName,
  composeTags,
  composeVariants,
  type ProductName,
} from './compose-product.ts';

/** Fills an empty catalog: the category tree, every product, and what search and listings read. */
export function seedCatalog(db: DatabaseSync, now: Date): void {
  seedCategories(db);
  seedProducts(db, now);
  seedPrices(db, now);
}

function seedCategories(db: DatabaseSync): void {
  const insertCategory = db.prepare('INSERT INTO categories VALUES (?, ?, ?, ?)');
  const insertPath = db.prepare('INSERT INTO category_paths VALUES (?, ?)');
  const positions = new Map<string | null, number>();
  for (const { id, name, parentId } of categories) {
    const position = (positions.get(parentId) ?? 0) + 1;
    positions.set(parentId, position);
    insertCategory.run(id, name, parentId, position);
    for (const ancestor of pathOf(id)) insertPath.run(ancestor.id, id);
  }
}

function seedProducts(db: DatabaseSync, now: Date): void {
  const insertProduct = db.prepare('INSERT INTO products VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const insertText = db.prepare(
    'INSERT INTO search (rowid, title, brand, category, tags, description) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const taken = new Set<string>();
  for (const n of soldProducts) {
    const draw = random(`product:${n}`);
    const leafId = leafCategoryOf(n);
    const name = untakenName(leafId, draw, taken);
    const { title, brand } = name;
    const description = composeDescription(leafId, name, draw);
    const tags = composeTags(leafId, name, draw);
    const { variants, shown } = composeVariants(n, leafId, draw);
    const images = composeImages(title, shown, draw);
    insertProduct.run(
      n,
      productId(n),
      slugOf(title),
      title,
      description,
      brand,
      leafId,
      listedAt(n, now),
      newUntil(n, now),
      popularityOf(n),
      piecesLeft(n) > 0 ? 1 : 0,
      JSON.stringify(tags),
      JSON.stringify(images),
      JSON.stringify(variants),
    );
    const categoryNames = pathOf(leafId).map((category) => category.name);
    insertText.run(n, title, brand, categoryNames.join(' '), tags.join(' '), description);
  }
}

function seedPrices(db: DatabaseSync, now: Date): void {
  const insert = db.prepare('INSERT INTO prices VALUES (?, ?, ?, ?, ?, ?)');
  for (const n of soldProducts) {
    const promotion = promotionOf(n, now);
    for (const currency of currencies) {
      const reduced = promotion ? reducedMinor(n, promotion.percentOff, currency) : null;
      const { startsAt = null, endsAt = null } = promotion ?? {};
      insert.run(currency, n, priceMinor(n, currency), reduced, startsAt, endsAt);
    }
  }
}

function untakenName(leafId: string, draw: Random, taken: Set<string>): ProductName {
  for (;;) {
    const name = composeName(leafId, draw);
    if (taken.has(name.title)) continue;
    taken.add(name.title);
    return name;
  }
}

const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll('’', '')
    .replace(/[^a-z0-9]+/g, '-');
