/** Where the frontend shows a product, from the shop's root. */
export function productPath(slug: string): string {
  return `/products/${encodeURIComponent(slug)}`;
}

/** Where the frontend shows a category, from the shop's root. */
export function categoryPath(slug: string): string {
  return `/categories/${encodeURIComponent(slug)}`;
}
