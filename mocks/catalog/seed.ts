import type { DatabaseSync } from 'node:sqlite';
import { random, type Random } from '../kit/random.ts';
import {
  basePriceEurMinor,
  leafCategoryOf,
  listedAt,
  popularityOf,
  PRODUCT_COUNT,
  productId,
} from '../kit/shop.ts';
import { categories, pathOf } from './categories.ts';
import {
  composeDescription,
  composeImages,
  composeName,
  composeTags,
  composeVariants,
  type ProductName,
} from './compose-product.ts';
import { priceBandOf } from './price-bands.ts';

/** Fills an empty catalog: the category tree, every product, and the index that search reads. */
export function seedCatalog(db: DatabaseSync): void {
  seedCategories(db);
  seedProducts(db);
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

function seedProducts(db: DatabaseSync): void {
  const insertProduct = db.prepare(
    'INSERT INTO products VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const insertText = db.prepare(
    'INSERT INTO search (rowid, title, brand, category, tags, description) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const taken = new Set<string>();
  for (let n = 1; n <= PRODUCT_COUNT; n++) {
    const draw = random(`product:${n}`);
    const leafId = leafCategoryOf(n);
    const name = untakenName(leafId, draw, taken);
    const { title, brand } = name;
    const description = composeDescription(leafId, name, draw);
    const tags = composeTags(leafId, name, draw);
    const { variants, shown } = composeVariants(n, leafId, draw);
    const images = composeImages(title, shown, draw);
    const price = basePriceEurMinor(n);
    insertProduct.run(
      n,
      productId(n),
      slugOf(title),
      title,
      description,
      brand,
      leafId,
      listedAt(n),
      newUntil(n, draw),
      popularityOf(n),
      price,
      priceBandOf(price),
      JSON.stringify(tags),
      JSON.stringify(images),
      JSON.stringify(variants),
    );
    const categoryNames = pathOf(leafId).map((category) => category.name);
    insertText.run(n, title, brand, categoryNames.join(' '), tags.join(' '), description);
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

/** The merchant shows about one product in twenty as new, all of them late arrivals. */
function newUntil(n: number, draw: Random): string | null {
  const late = n > PRODUCT_COUNT * 0.75;
  return late && draw.chance(0.2) ? `2031-${pad(draw.int(1, 12))}-${pad(draw.int(1, 28))}T00:00:00Z` : null;
}

const pad = (n: number): string => String(n).padStart(2, '0');

const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll('’', '')
    .replace(/[^a-z0-9]+/g, '-');
