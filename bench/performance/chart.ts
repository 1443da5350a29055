/** One line of a chart. */
export interface Series {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface ChartTexts {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
}

const WIDTH = 720;
const HEIGHT = 360;
const plot = { left: 76, right: 600, top: 48, bottom: 300 };

// Of a middling lightness, to be read on white as on black; no background of its own.
const INK = '#7d8590';
const colours = ['#2f81f7', '#d4772c', '#2da44e', '#a371f7', '#cf5b8d'];

/** Lines over numbers, as an SVG. Values on the x axis stand evenly apart, as the few that were chosen. */
export function lineChart({ title, xLabel, yLabel }: ChartTexts, series: readonly Series[]): string {
  const xs = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const step = niceStep(Math.max(...series.flatMap(({ points }) => points.map(({ y }) => y))));
  const top = step * TICKS;
  const placeX = (x: number) =>
    plot.left + 24 + (xs.indexOf(x) * (plot.right - plot.left - 48)) / Math.max(1, xs.length - 1);
  const placeY = (y: number) => plot.bottom - (y / top) * (plot.bottom - plot.top);

  const grid = Array.from({ length: TICKS + 1 }, (_, tick) => {
    const y = placeY(tick * step);
    return (
      `<line x1="${plot.left}" x2="${plot.right}" y1="${y}" y2="${y}" stroke="${INK}" stroke-opacity="0.25"/>` +
      text(number(tick * step), plot.left - 8, y + 4, 'end')
    );
  });
  const labels = xs.map((x) => text(number(x), placeX(x), plot.bottom + 20, 'middle'));
  const ends = spread(series.map(({ points }) => placeY(points.at(-1)!.y)));
  const lines = series.map(({ name, points }, index) => {
    const colour = colours[index % colours.length]!;
    const path = points.map(({ x, y }) => `${placeX(x).toFixed(1)},${placeY(y).toFixed(1)}`);
    const dots = path.map((place) => {
      const [x, y] = place.split(',');
      return `<circle cx="${x}" cy="${y}" r="3.5" fill="${colour}"/>`;
    });
    return (
      `<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="2.5"/>` +
      dots.join('') +
      text(name, plot.right + 6, ends[index]! + 4, 'start', colour)
    );
  });
  return svg(HEIGHT, [
    text(title, plot.left, 24, 'start', INK, 15),
    ...grid,
    ...labels,
    ...lines,
    text(xLabel, (plot.left + plot.right) / 2, HEIGHT - 16, 'middle'),
    `<g transform="translate(16 ${(plot.top + plot.bottom) / 2}) rotate(-90)">${text(yLabel, 0, 4, 'middle')}</g>`,
  ]);
}

/** One bar a name, the number beside it, as an SVG. */
export function barChart(
  { title, xLabel }: Pick<ChartTexts, 'title' | 'xLabel'>,
  bars: readonly { readonly name: string; readonly value: number }[],
): string {
  const most = Math.max(...bars.map(({ value }) => value));
  const left = 150;
  const height = 84 + bars.length * 34;
  return svg(height, [
    text(title, left, 24, 'start', INK, 15),
    ...bars.map(({ name, value }, index) => {
      const y = 44 + index * 34;
      const width = (value / most) * (620 - left);
      const fill = colours[index === 0 ? 0 : 1];
      return (
        text(name, left - 10, y + 15, 'end') +
        `<rect x="${left}" y="${y}" width="${width.toFixed(1)}" height="22" rx="3" fill="${fill}"/>` +
        text(number(value), left + width + 8, y + 15, 'start')
      );
    }),
    text(xLabel, left, height - 16, 'start'),
  ]);
}

const TICKS = 4;

/** Steps of 1, 2, 2.5 or 5 times a power of ten, as many as reach `highest`. */
function niceStep(highest: number): number {
  const rough = Math.max(highest, 1e-9) / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough)! * power;
}

/** Moves names that would cover each other apart, and keeps their order. */
function spread(places: readonly number[]): readonly number[] {
  const moved = [...places];
  const order = places.map((_, index) => index).sort((a, b) => places[a]! - places[b]!);
  order.forEach((index, rank) => {
    if (rank > 0) moved[index] = Math.max(moved[index]!, moved[order[rank - 1]!]! + 16);
  });
  return moved;
}

const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 });

function text(content: string, x: number, y: number, anchor: string, colour = INK, size = 12): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const place = `x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}"`;
  return `<text ${place} font-size="${size}" fill="${colour}">${escaped}</text>`;
}

function svg(height: number, parts: readonly string[]): string {
  const size = `width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"`;
  const font = 'font-family="system-ui, sans-serif"';
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${font} role="img">\n${parts.join('\n')}\n</svg>\n`;
}
