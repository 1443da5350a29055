import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { dateTime, int32, listOf, mapOf } from './decode.ts';
import { UpstreamError } from './errors.ts';
import { readAnswer } from './read-answer.ts';
import { workedMs } from '../testing/worked-ms.ts';

/** The largest body that passes the transport (see `client.ts`). */
const BYTES = 2_000_000;

/** What one read may take of its thread (ms). It took up to 36 s, and takes below 50 ms where nothing else runs. */
// The mutation test counts every step, which makes some code a hundred times slower: no time is measured there.
const LONGEST_MS = '__stryker__' in globalThis ? Infinity : 250;

const line = z.object({ sku: z.string(), quantity: int32, at: dateTime });
const item = z.object({
  id: z.string(),
  amount: z.string().regex(/^\d+(\.\d+)?$/),
  lines: z.array(line).refine((lines) => lines.length < 1e6, 'too many'),
});
const list = z.object({ items: listOf(item) });
const map = z.object({ items: mapOf(item) });
const strict = z.object({ items: z.array(item) });
const judged = z.object({
  items: listOf(item.transform((read, context) => (read.id === '' ? context.addIssue('no id') : read))),
});

/** `piece` as often as fits, with commas between. */
function many(piece: string | ((n: number) => string), bytes = BYTES - 40): string {
  const pieces: string[] = [];
  for (let length = 0, n = 0; ; n++) {
    const next = typeof piece === 'string' ? piece : piece(n);
    length += next.length + 1;
    if (length > bytes) return pieces.join();
    pieces.push(next);
  }
}

const items = (text: string) => `{"items":[${text}]}`;
const keyed = (text: string) => `{"items":{${text}}}`;
const goodLine = '{"sku":"a","quantity":1,"at":"2026-05-01T10:00:00Z"}';

const refused: readonly (readonly [string, z.ZodType, string])[] = [
  ['nothing but null', list, items(many('null'))],
  ['nothing but null, one after the other a part of the whole', strict, items(many('null'))],
  ['empty lists', list, items(many('[]'))],
  ['empty objects', list, items(many('{}'))],
  ['tiny objects', list, items(many('{"a":1}'))],
  ['objects of a shape each', list, items(many((n) => `{"k${n.toString(36)}":1}`))],
  ['lists that are opened and never closed', list, '['.repeat(BYTES)],
  ['lists within lists', list, items('['.repeat(BYTES / 2 - 20) + ']'.repeat(BYTES / 2 - 20))],
  ['objects within objects', list, items('{"a":'.repeat(300_000) + '1' + '}'.repeat(300_000))],
  ['a key each', map, keyed(many((n) => `"k${n.toString(36)}":null`))],
  ['a number for a key each', map, keyed(many((n) => `"${(n * 65_536) % 4_294_967_291}":1`))],
  ['one key again and again', map, keyed(many('"a":null'))],
];

const survived: readonly (readonly [string, z.ZodType, string])[] = [
  ['as many bad items as are let in', list, items(many('null', 480_000))],
  ['as many empty items as are let in', list, items(many('{}', 140_000))],
  ['as many bad items as are let in, by key', map, keyed(many((n) => `"k${n.toString(36)}":null`, 400_000))],
  ['as many bad items as are let in, judged by code', judged, items(many('{}', 140_000))],
  ['an item of as many good parts as are let in', list, items(`{"id":"a","amount":"1","lines":[${many(goodLine, 780_000)}]}`)],
  ['an item of as many bad parts as are let in', list, items(`{"id":"a","amount":"1","lines":[${many('0', 190_000)}]}`)],
  ['an item with a text as long as the answer', list, items(`{"id":"a","amount":"${'1'.repeat(BYTES - 80)}x","lines":[]}`)],
  ['a moment as long as the answer', list, items(`{"id":"a","amount":"1","lines":[{"sku":"a","quantity":1,"at":"2026-05-01T10:00:00.${'0'.repeat(BYTES - 200)}"}]}`)],
  ['a number of as many digits as there is room for', list, items('1'.repeat(BYTES - 20))],
  ['numbers of a thousand digits', list, items(many('1'.repeat(1_000)))],
  ['a text of nothing but escapes', list, items(`"${'\\u00e9'.repeat(BYTES / 6 - 20)}"`)],
  ['an id again and again', list, items(many('{"id":"a","amount":"1","lines":[]}', 300_000))],
  ['ids as long as there is room for', list, items(many(`{"id":"${'a'.repeat(100_000)}","amount":"1","lines":[]}`))],
  ['blanks', list, items(' '.repeat(BYTES - 40))],
]; // prettier-ignore

function read(schema: z.ZodType, body: string) {
  const bytes = Buffer.from(body);
  expect(bytes.length).toBeLessThanOrEqual(BYTES);
  const before = workedMs();
  let outcome: unknown;
  try {
    outcome = readAnswer('shop', schema, { status: 200, contentType: 'application/json', body: bytes }, 0);
  } catch (error) {
    outcome = error;
  }
  return { outcome, tookMs: workedMs() - before };
}

describe('an answer that holds', () => {
  it.each(refused)('%s is refused before it costs anything', (_what, schema, body) => {
    const parse = vi.spyOn(JSON, 'parse');
    const { outcome, tookMs } = read(schema, body);
    const parsed = parse.mock.calls.length;
    parse.mockRestore();

    expect(outcome).toBeInstanceOf(UpstreamError);
    expect(outcome).toMatchObject({ code: 'UPSTREAM_BAD_ANSWER', outcome: 'failure' });
    expect(parsed).toBe(0);
    expect(tookMs).toBeLessThan(LONGEST_MS);
  });

  it.each(survived)('%s blocks nobody', (_what, schema, body) => {
    expect(read(schema, body).tookMs).toBeLessThan(LONGEST_MS);
  });
});

it('the decoder finds out what is wrong with one of the items that are left out, and not with each', () => {
  const why = vi.spyOn(item, 'safeParse');
  const asked = vi.spyOn(item._zod, 'run');
  const { outcome } = read(list, items(many('null', 50_000)));

  expect(outcome).toMatchObject({ answer: { items: [] }, dropped: { length: 10_000 } });
  expect(why.mock.calls.length + asked.mock.calls.length).toBeLessThanOrEqual(1);
});
