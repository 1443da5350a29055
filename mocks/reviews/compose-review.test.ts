import { describe, expect, it } from 'vitest';
import { random } from '../kit/random.ts';
import { composeReview } from './compose-review.ts';
import { languages, vocabularies } from './vocabulary/index.ts';
import type { Aspect, Rating, Vocabulary } from './vocabulary/vocabulary.ts';

const ratings: readonly Rating[] = [1, 2, 3, 4, 5];

const aspectsOf = ({ general, groups }: Vocabulary): Aspect[] => [...Object.values(general), groups.kids];

describe.each(languages)('a review in %s', (language) => {
  const vocabulary = vocabularies[language];
  const draw = random(`test:${language}`);
  const reviewsOf = (rating: Rating) =>
    Array.from({ length: 200 }, () => composeReview(draw, vocabulary, rating, 'kids'));

  it('with the best rating finds nothing wrong, one with the worst nothing good', () => {
    const faults = aspectsOf(vocabulary).flatMap(({ minor, bad }) => [...minor, ...bad]);
    const merits = aspectsOf(vocabulary).flatMap(({ good }) => good);

    for (const { body } of reviewsOf(5)) expect(faults.filter((fault) => body.includes(fault))).toEqual([]);
    for (const { body } of reviewsOf(1)) expect(merits.filter((merit) => body.includes(merit))).toEqual([]);
  });

  it('speaks of each aspect once, so that it never takes back what it said', () => {
    for (const rating of ratings) {
      for (const { body } of reviewsOf(rating)) {
        for (const { good, minor, bad } of aspectsOf(vocabulary)) {
          const said = [...good, ...minor, ...bad].filter((sentence) => body.includes(sentence));
          expect(said.length).toBeLessThanOrEqual(1);
        }
      }
    }
  });

  it('has a title that fits its rating', () => {
    for (const rating of ratings) {
      for (const { title } of reviewsOf(rating)) expect(vocabulary.titles[rating]).toContain(title);
    }
  });
});
