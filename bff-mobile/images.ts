import type { CatalogImage } from '../shared/upstreams/catalog.ts';
import { badInput } from '../shared/lib/client-error.ts';

const MAX_WIDTH = 4_096;
const MAX_DENSITY = 8;

/** The arguments of every field that answers images. */
export interface ImageArgs {
  /** Points on the screen. */
  readonly width: number;
  /** Pixels a point; null means 1. */
  readonly density?: number | null;
}

/**
 * How many pixels wide an image must be to fill its place sharply.
 *
 * @throws {ClientError} `BAD_USER_INPUT` naming the argument that makes no sense
 */
export function pixelWidth({ width, density }: ImageArgs): number {
  const pixelsAPoint = density ?? 1;
  if (width < 1 || width > MAX_WIDTH) throw badInput('width', width, `from 1 to ${MAX_WIDTH}`);
  if (!(pixelsAPoint > 0) || pixelsAPoint > MAX_DENSITY) {
    throw badInput('density', pixelsAPoint, `above 0 and at most ${MAX_DENSITY}`);
  }
  return width * pixelsAPoint;
}

/** The smallest size of `image` that is at least `pixels` wide, and its largest where none is. */
export function imageUrl({ sizes }: CatalogImage, pixels: number): string {
  const byWidth = sizes.toSorted((a, b) => a.width - b.width);
  const chosen = byWidth.find(({ width }) => width >= pixels) ?? byWidth.at(-1);
  if (!chosen) throw new RangeError('an image without sizes');
  return chosen.url;
}

/** An image as a screen draws it, with what it says to those who do not see it. */
export function drawnImage(image: CatalogImage, pixels: number): { url: string; alt: string } {
  return { url: imageUrl(image, pixels), alt: image.alt };
}

/** The first image of each product that has one, in the order given. */
export function firstImages(
  products: readonly { readonly images: readonly CatalogImage[] }[],
): CatalogImage[] {
  return products.flatMap(({ images: [first] }) => first ?? []);
}
