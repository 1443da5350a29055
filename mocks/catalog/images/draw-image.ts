import { motifs } from './motifs.ts';
import { blend } from './shades.ts';

/** What a picture shows. */
export interface Picture {
  /** Leaf category id; decides the motif. */
  readonly motif: string;
  /** `#rrggbb` of the thing. */
  readonly color: string;
  /** Width and height in pixels. */
  readonly size: number;
  /** 0 the whole thing, 1 close up, 2 in a room, 3 a pair. */
  readonly view: number;
}

/**
 * Draws a square SVG of less than two kilobytes.
 * @throws {Error} when there is no such motif.
 */
export function drawImage({ motif, color, size, view }: Picture): string {
  const shape = motifs[motif];
  if (shape === undefined) throw new Error(`No motif for the category ${motif}`);
  const backdrop = blend(color, '#ffffff', 0.88);
  const dark = blend(color, '#1c1a22', 0.35);
  const light = blend(color, '#fff8ec', 0.62);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 160 160">` +
    `<style>.m{fill:${color}}.d{fill:${dark}}.l{fill:${light}}` +
    `.s{fill:none;stroke:${dark};stroke-width:3.5;stroke-linecap:round}</style>` +
    `<linearGradient id="g" x2=".4" y2="1"><stop stop-color="${backdrop}"/>` +
    `<stop offset="1" stop-color="${blend(color, '#ffffff', 0.66)}"/></linearGradient>` +
    `<rect width="160" height="160" fill="url(#g)"/>${composition(shape, view, color)}</svg>`
  );
}

const shadow = '<ellipse cx="50" cy="91" rx="40" ry="4" opacity=".14"/>';

function composition(shape: string, view: number, color: string): string {
  switch (view) {
    case 1:
      return `<g transform="translate(-28 -42) scale(2.1)">${shape}</g>`;
    case 2: {
      const floor = blend(color, '#d8c4a6', 0.75);
      const window = '<path d="M112 18h30v40h-30z" fill="#fff" opacity=".6"/>';
      return `${window}<path d="M0 116h160v44H0z" fill="${floor}"/>${placed(shape, 22, 36, 1)}`;
    }
    case 3:
      return `<g opacity=".75">${placed(shape, 72, 34, 0.78)}</g>${placed(shape, 8, 40, 0.94)}`;
    default:
      return `<circle cx="80" cy="76" r="60" fill="#fff" opacity=".45"/>${placed(shape, 24, 22, 1.12)}`;
  }
}

const placed = (shape: string, x: number, y: number, scale: number): string =>
  `<g transform="translate(${x} ${y}) scale(${scale})">${shadow}${shape}</g>`;
