import type { Shop } from '../kit/shop.ts';

/** The slugs of `count` products, or of all, straight from the catalog: no BFF has seen them yet. */
export async function productSlugs({ urls }: Shop, count?: number): Promise<readonly string[]> {
  const slugs: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = new URLSearchParams({
      limit: '100',
      view: 'card',
      ...(cursor && { cursor }),
    }).toString();
    const response = await fetch(`${urls.catalog}/products?${query}`);
    const page = (await response.json()) as { items: { slug: string }[]; nextCursor: string | null };
    slugs.push(...page.items.map(({ slug }) => slug));
    cursor = page.nextCursor;
  } while (cursor !== null && slugs.length < (count ?? Infinity));
  if (count !== undefined && slugs.length < count)
    throw new Error(`the catalog has ${slugs.length} products, not ${count}`);
  return slugs.slice(0, count);
}

/** Slugs in turn, the first of `count` or of all again after the last: a product comes back when caches have let go of it. */
export async function slugsInTurn(shop: Shop, count?: number): Promise<() => string> {
  const slugs = await productSlugs(shop, count);
  let next = 0;
  return () => slugs[next++ % slugs.length]!;
}
