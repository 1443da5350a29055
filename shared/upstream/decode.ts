import { z } from 'zod';
import { compile, firstMisfit, unfit } from './compiled-schema.ts';

/** One item of an answer that did not fit its schema and was left out. */
export class DroppedItem {
  readonly #schema: z.ZodType;
  readonly #candidate: unknown;

  constructor(schema: z.ZodType, candidate: unknown) {
    this.#schema = schema;
    this.#candidate = candidate;
  }

  /** What was wrong with it. Found out when it is asked for: thousands can be dropped, and one of them is spoken of. */
  get issue(): string {
    return describe(this.#schema, this.#candidate);
  }
}

/** Decoding runs without a pause, so one decode at a time owns this list. */
let dropped: DroppedItem[] = [];

function describe(schema: z.ZodType, value: unknown): string {
  const { path, message } = firstMisfit(schema, value);
  return `${path.join('.') || '(whole)'}: ${message}`;
}

/** A moment as the services write it (RFC 3339), with its offset. */
export const dateTime = z.iso.datetime({ offset: true });

/**
 * A whole number that GraphQL's `Int` holds. One that it does not hold would fail where it is drawn, and take the list
 * around it along.
 *
 * @see https://spec.graphql.org/September2025/#sec-Int
 */
export const int32 = z.int32();

/**
 * An array whose bad items are left out, and reported, instead of failing the whole: a shop with 19 of 20
 * products beats an error page. Use it where items stand alone, never for parts that only mean something
 * together, such as the lines of an order.
 */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(z.unknown()).transform((candidates) => {
    const items: z.output<Item>[] = [];
    const take = (read: z.output<Item>) => items.push(read);
    for (const candidate of candidates) keep(item, candidate, take);
    return items;
  });
}

/** Like {@link listOf}, for answers keyed by id: a map without its bad entries. */
export function mapOf<Item extends z.ZodType>(item: Item) {
  return z.record(z.string(), z.unknown()).transform((candidates) => {
    const items = new Map<string, z.output<Item>>();
    for (const key of Object.keys(candidates)) keep(item, candidates[key], (read) => items.set(key, read));
    return items;
  });
}

function keep<Item extends z.ZodType>(
  item: Item,
  candidate: unknown,
  take: (read: z.output<Item>) => unknown,
): void {
  const before = dropped.length;
  const read = compile(item)(candidate);
  if (read !== unfit) {
    take(read);
    return;
  }
  // What was dropped inside goes with the whole.
  dropped.length = before;
  dropped.push(new DroppedItem(item, candidate));
}

/** An answer that does not fit its endpoint's schema. The message names the first place that does not. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

/**
 * Decodes one answer.
 *
 * @throws {DecodeError} when the envelope does not fit; single bad items come back in `dropped` instead
 */
export function decode<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): { answer: z.output<Schema>; dropped: readonly DroppedItem[] } {
  dropped = [];
  const answer = compile(schema)(body);
  const own = dropped;
  // Whoever asks what was wrong with an item decodes it again.
  dropped = [];
  if (answer === unfit) throw new DecodeError(describe(schema, body));
  return { answer, dropped: own };
}
