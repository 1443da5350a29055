import { describe, expect, it } from 'vitest';
import { languages } from '../../shared/lib/locale.ts';
import { messagesFor } from './index.ts';

/** Every text of a language, by where it stands: `orderStatus.PAID`. */
function textsOf(messages: object, path = ''): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : textsOf(value as object, `${path}${key}.`),
  );
}

/** A plural form that one language has need not be in another: they are compared by the message that they are forms of. */
const byMessage = (texts: readonly [string, string][]) =>
  Map.groupBy(texts, ([path]) => path.replace(/\.(zero|one|two|few|many|other)$/, ''));

const placesOf = (text: string) => text.match(/\{\w+\}/g);

const english = byMessage(textsOf(messagesFor('en')));

it('no message in English is empty', () => {
  expect([...english.values()].flat().filter(([, text]) => text.trim() === '')).toEqual([]);
});

describe.each(languages.filter((language) => language !== 'en'))('the messages in %s', (language) => {
  const texts = byMessage(textsOf(messagesFor(language)));

  it('are as many as in English, and none is empty', () => {
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    expect([...texts.values()].flat().filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('are translated: none reads as in English', () => {
    const words = new Set([...english.values()].flat().map(([, text]) => text.toLowerCase()));

    expect([...texts.values()].flat().filter(([, text]) => words.has(text.toLowerCase()))).toEqual([]);
  });

  it('have a place for a number or an amount where English has one', () => {
    for (const [message, forms] of texts) {
      const [place] = english.get(message)!.map(([, text]) => placesOf(text));
      for (const [form, text] of forms) expect([form, placesOf(text)]).toEqual([form, place]);
    }
  });

  it('have no plural form that the language never takes', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const forms = [...texts.values()]
      .flat()
      .flatMap(([path]) => /\.(zero|one|two|few|many)$/.exec(path)?.[1] ?? []);

    expect(forms.filter((form) => !(pluralCategories as readonly string[]).includes(form))).toEqual([]);
  });
});
