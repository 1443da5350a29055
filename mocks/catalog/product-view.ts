import type { ImageFacts, Variant } from './compose-product.ts';
import type { Product, ProductCard } from './schemas.ts';

/** A row of the table `products`, as far as callers get to see it. */
export interface ProductRow {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly brand: string;
  readonly category_id: string;
  readonly created_at: string;
  readonly new_until: string | null;
  readonly popularity: number;
  readonly in_stock: number;
  readonly tags: string;
  readonly images: string;
  readonly variants: string;
}

/** The merchant writes everything in English (BCP 47). */
export const LANGUAGE = 'en';

/** The widths in pixels that every picture comes in. */
const imageWidths = [160, 320, 640, 1280] as const;

/** Everything about a product; pictures lie under `baseUrl`. */
export function toProduct(row: ProductRow, baseUrl: string): Product {
  return {
    ...common(row),
    description: row.description,
    createdAt: row.created_at,
    popularity: row.popularity,
    tags: JSON.parse(row.tags) as string[],
    images: imagesOf(row, baseUrl),
    variants: variantsOf(row),
  };
}

/** What a tile shows of a product; pictures lie under `baseUrl`. */
export function toCard(row: ProductRow, baseUrl: string): ProductCard {
  return {
    ...common(row),
    images: imagesOf(row, baseUrl).slice(0, 1),
    skus: variantsOf(row).map(({ sku }) => sku),
  };
}

const common = ({ id, slug, title, brand, category_id, new_until, in_stock }: ProductRow) => ({
  id,
  slug,
  title,
  brand,
  categoryId: category_id,
  newUntil: new_until,
  inStock: in_stock === 1,
  language: LANGUAGE,
});

function imagesOf({ id, images }: ProductRow, baseUrl: string): Product['images'] {
  return (JSON.parse(images) as ImageFacts[]).map(({ alt }, index) => {
    const imageId = imageIdOf(id, index);
    const sizes = imageWidths.map((width) => ({
      width,
      height: width,
      url: `${baseUrl}/images/${imageId}-${width}.svg`,
    }));
    return { id: imageId, alt, sizes };
  });
}

const imageIdOf = (productId: string, index: number) => `${productId}-image-${index + 1}`;

const variantsOf = ({ id, variants }: ProductRow): Product['variants'] =>
  (JSON.parse(variants) as Variant[]).map(({ sku, title, options, image }) => ({
    sku,
    title,
    options: [...options],
    imageId: image === null ? null : imageIdOf(id, image),
  }));
