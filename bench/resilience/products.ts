import type { Shop } from '../kit/shop.ts';

/** The slugs of `count` products, straight from the catalog: no BFF has seen them yet. */
export async function productSlugs({ urls }: Shop, count: number): Promise<readonly string[]> {
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
  } while (cursor !== null && slugs.length < count);
  return slugs.slice(0, count);
}
