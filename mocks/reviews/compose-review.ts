import type { Random } from '../kit/random.ts';
import type { Aspect, ProductGroup, Rating, Vocabulary } from './vocabulary/vocabulary.ts';

type Mood = keyof Aspect;

/** What a review of each rating says between its opening and its closing; several ways, each as likely. */
const outlines: Readonly<Record<Rating, readonly (readonly Mood[])[]>> = {
  5: [['good'], ['good', 'good'], ['good', 'good', 'good']],
  4: [
    ['good', 'minor'],
    ['good', 'good', 'minor'],
    ['good', 'good'],
  ],
  3: [
    ['good', 'minor'],
    ['good', 'minor', 'minor'],
    ['minor', 'minor'],
  ],
  2: [['bad'], ['minor', 'bad'], ['good', 'bad', 'bad']],
  1: [['bad'], ['bad', 'bad'], ['bad', 'bad', 'minor']],
};

/**
 * Writes a review that fits its rating and its product. Each sentence speaks of another aspect, so that none takes
 * back what an earlier one said.
 */
export function composeReview(
  draw: Random,
  vocabulary: Vocabulary,
  rating: Rating,
  group: ProductGroup,
): { title: string; body: string } {
  const { titles, openings, closings, general, groups, separator } = vocabulary;
  const [first, ...others] = draw.shuffle(Object.values(general));
  // What is particular to the product comes up in most reviews, and early.
  const aspects = draw.chance(0.75) ? [groups[group], first, ...others] : [first, ...others];
  const said = draw.pick(outlines[rating]).map((mood, index) => draw.pick(aspects[index]?.[mood] ?? []));

  const body = [
    ...(draw.chance(0.8) ? [draw.pick(openings[rating])] : []),
    ...said,
    ...(draw.chance(0.6) ? [draw.pick(closings[rating])] : []),
  ];
  return { title: draw.pick(titles[rating]), body: body.join(separator) };
}
