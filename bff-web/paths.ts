/** Where a developer's frontend runs, for whoever says no other `SITE_URL`. */
export const DEVELOPMENT_SITE_URL = 'http://localhost:3000';

/** Where the frontend shows a product, from the shop's root. */
export function productPath(slug: string): string {
  return `/products/${segment(slug)}`;
}

/** Where the frontend shows a category, from the shop's root. */
export function categoryPath(slug: string): string {
  return `/categories/${segment(slug)}`;
}

/** Half of a character (a lone surrogate), which JSON can hold and no URL can, becomes the mark for what cannot be read. */
function segment(slug: string): string {
  return encodeURIComponent(slug.toWellFormed());
}
