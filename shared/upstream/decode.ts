import { z } from 'zod';
import { compile, unfit } from './compiled-schema.ts';

/** One item of an answer that did not fit its schema and was left out. */
export interface DroppedItem {
  readonly issue: string;
}

/** Decoding runs without a pause, so one decode at a time owns this list. */
let dropped: DroppedItem[] = [];

function describe(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.') || '(whole)'}: ${issue.message}` : 'invalid';
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
  // What was dropped inside is found again by the second reading.
  dropped.length = before;
  const result = item.safeParse(candidate);
  if (result.success) void take(result.data);
  else dropped.push({ issue: describe(result.error) });
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
  const read = compile(schema)(body);
  if (read !== unfit) return { answer: read, dropped };
  dropped = [];
  const result = schema.safeParse(body);
  if (!result.success) throw new DecodeError(describe(result.error));
  return { answer: result.data, dropped };
}
