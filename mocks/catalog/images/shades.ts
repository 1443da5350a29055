/** Blends two `#rrggbb` colors; `share` (0 to 1) is how much of `other` there is in the result. */
export function blend(color: string, other: string, share: number): string {
  const channel = (from: number): string => {
    const [a, b] = [color, other].map((hex) => Number.parseInt(hex.slice(from, from + 2), 16));
    return Math.round((a ?? 0) * (1 - share) + (b ?? 0) * share)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}
