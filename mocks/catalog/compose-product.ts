import type { Random } from '../kit/random.ts';
import { leafCategories, skusOf } from '../kit/shop.ts';
import { pathOf } from './categories.ts';
import { brands } from './words/brands.ts';
import { colors } from './words/colors.ts';
import { wordsOf } from './words/index.ts';
import type { ShopColor } from './words/colors.ts';

/** A product's name, before anything is said about it. */
export interface ProductName {
  readonly brand: string;
  readonly series: string;
  readonly material: string;
  readonly noun: string;
  /** E.g. `Halden oak floor lamp`. */
  readonly title: string;
}

/** What can be bought of a product. */
export interface Variant {
  readonly sku: string;
  readonly title: string;
  readonly options: readonly { readonly name: string; readonly value: string }[];
  /** Which of the pictures shows it, from 0; null where all of them show it as well as its siblings. */
  readonly image: number | null;
}

/** A picture of a product, drawn on demand. */
export interface ImageFacts {
  readonly alt: string;
  /** `#rrggbb` of the thing in it. */
  readonly color: string;
}

/** Names a product of the leaf category; the same name may come up twice, so the caller keeps those that are taken. */
export function composeName(leafId: string, draw: Random): ProductName {
  const root = pathOf(leafId).at(-1)?.id;
  const { leaf } = wordsOf(leafId);
  const { name: brand, series: allSeries } = draw.pick(brands.filter(({ rootId }) => rootId === root));
  const series = draw.pick(allSeries);
  const noun = draw.pick(leaf.nouns);
  const material = draw.pick(leaf.materials.filter((word) => !noun.includes(word)));
  return { brand, series, material, noun, title: `${series} ${material} ${noun}` };
}

/** Two or three sentences that fit the product. */
export function composeDescription(leafId: string, name: ProductName, draw: Random): string {
  const { leaf, group } = wordsOf(leafId);
  const [first = '', second = ''] = draw.shuffle(leaf.details);
  const more = draw.weighted([
    [[first], 3] as const,
    [[first, draw.pick(group.closings)], 5] as const,
    [[first, second], 2] as const,
  ]);
  const opening = draw.pick([...leaf.openings, ...group.openings]);
  return [opening, ...more].map((template) => fill(template, name, draw)).join(' ');
}

/** Two to four words that shoppers look for. */
export function composeTags(leafId: string, { material }: ProductName, draw: Random): string[] {
  const { tags } = wordsOf(leafId).group;
  return [material.toLowerCase(), ...draw.shuffle(tags).slice(0, draw.int(1, 3))];
}

/** One variant for each SKU of product `n`, and the colors that its pictures show. */
export function composeVariants(
  n: number,
  leafId: string,
  draw: Random,
): { variants: Variant[]; shown: ShopColor[] } {
  const skus = skusOf(n);
  const { options } = wordsOf(leafId).leaf;
  const kind = leafCategories.find(({ id }) => id === leafId)?.variants;
  const palette = draw.shuffle(colors).slice(0, kind === 'color' ? skus.length : 1);
  if (kind === 'none') {
    return {
      variants: skus.map((sku) => ({ sku, title: 'Standard', options: [], image: null })),
      shown: palette,
    };
  }
  const { name, values } = options ?? { name: 'Color', values: palette.map((color) => color.name) };
  const start = draw.int(0, values.length - skus.length);
  const variants = values.slice(start, start + skus.length).map((value, index) => ({
    sku: skus[index] ?? '',
    title: value,
    options: [{ name, value }],
    image: kind === 'color' ? index : null,
  }));
  return { variants, shown: palette };
}

const views = ['seen from the front', 'close up', 'at home', 'as a pair'];

/** Two to four pictures of the product, going through the colors it comes in: each of them is in one at least. */
export function composeImages(title: string, shown: readonly ShopColor[], draw: Random): ImageFacts[] {
  return views.slice(0, Math.max(draw.int(2, 4), shown.length)).map((view, index) => {
    const { name = '', hex = '' } = shown[index % shown.length] ?? {};
    return { alt: `${title} in ${name.toLowerCase()}, ${view}`, color: hex };
  });
}

function fill(template: string, name: ProductName, draw: Random): string {
  const text = template
    .replace(/\{([^{}]*\|[^{}]*)\}/g, (_, alternatives: string) => draw.pick(alternatives.split('|')))
    .replace(/(\ba )?\{(brand|series|noun|material)\}/gi, (_, article: string | undefined, slot: string) => {
      const word = name[slot as 'brand' | 'series' | 'noun' | 'material'];
      return article === undefined
        ? word
        : `${article.trim()}${/^(?:[aeio]|ul)/i.test(word) ? 'n' : ''} ${word}`;
    });
  return text.charAt(0).toUpperCase() + text.slice(1);
}
