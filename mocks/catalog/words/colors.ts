/** A color that variants come in. */
export interface ShopColor {
  readonly name: string;
  /** `#rrggbb` */
  readonly hex: string;
}

/** The palette that all brands share, so that a page of mixed products looks like one shop. */
export const colors: readonly ShopColor[] = [
  { name: 'Moss', hex: '#6b7f4e' },
  { name: 'Terracotta', hex: '#c26a4a' },
  { name: 'Midnight', hex: '#2f3e5c' },
  { name: 'Ochre', hex: '#d29a3a' },
  { name: 'Blush', hex: '#dba39a' },
  { name: 'Slate', hex: '#5f6b76' },
  { name: 'Teal', hex: '#2f7f82' },
  { name: 'Plum', hex: '#74465f' },
  { name: 'Sand', hex: '#cbb491' },
  { name: 'Sky', hex: '#7fa9cc' },
  { name: 'Forest', hex: '#2f5d47' },
  { name: 'Brick', hex: '#9c4237' },
  { name: 'Lavender', hex: '#9a8fc0' },
  { name: 'Mint', hex: '#86b8a0' },
  { name: 'Charcoal', hex: '#3b3d42' },
  { name: 'Coral', hex: '#e2786a' },
];
