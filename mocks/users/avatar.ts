import { hash32 } from '../kit/random.ts';

/** A round picture (SVG, 96 by 96) with a monogram, in a colour of the user's own. */
export function avatar(userId: string, monogram: string): string {
  const hue = hash32(userId) % 360;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96">',
    `<circle cx="48" cy="48" r="48" fill="hsl(${hue} 45% 42%)"/>`,
    `<text x="48" y="48" dy=".36em" text-anchor="middle" font-family="sans-serif" font-size="38" fill="#fff">${monogram}</text>`,
    '</svg>',
  ].join('');
}
