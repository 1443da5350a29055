import { z } from 'zod';
import { compile, firstMisfit, unfit } from './compiled-schema.ts';

/** One item of an answer that was left out, since it did not fit its schema or belongs to somebody else. */
export class DroppedItem {
  /** Whether it is a part of another item, and not an item of the answer itself. */
  readonly isPart: boolean;
  readonly #key: string | number;
  readonly #candidate: unknown;
  readonly #issueOf: () => string;

  /** @param key its place in the list, or the key that it stood under */
  constructor(key: string | number, candidate: unknown, isPart: boolean, issueOf: () => string) {
    this.#key = key;
    this.#candidate = candidate;
    this.isPart = isPart;
    this.#issueOf = issueOf;
  }

  /** What was wrong with it. Found out when it is asked for: thousands can be dropped, and one of them is spoken of. */
  get issue(): string {
    return this.#issueOf();
  }

  /** The id that it goes by: its key, or what `idKey` says in an item of a list. Undefined where that is no text. */
  idBy(idKey: string | undefined): string | undefined {
    if (typeof this.#key === 'string') return this.#key;
    if (idKey === undefined || typeof this.#candidate !== 'object' || this.#candidate === null)
      return undefined;
    const id = (this.#candidate as Record<string, unknown>)[idKey];
    return typeof id === 'string' ? id : undefined;
  }
}

/** Decoding runs without a pause, so one decode at a time owns these. */
let dropped: DroppedItem[] = [];
let depth = 0;
let owner: string | undefined;

function describe(schema: z.ZodType, value: unknown): string {
  const { path, message } = firstMisfit(schema, value);
  return `${path.join('.') || '(whole)'}: ${message}`;
}

/** A moment as the services write it (RFC 3339), with its offset. */
export const dateTime = z.iso.datetime({ offset: true });

/** A country as the services write it: ISO 3166-1 alpha-2. */
export const countryCode = z.string().regex(/^[A-Z]{2}$/);

/**
 * A whole number that GraphQL's `Int` holds. One that it does not hold would fail where it is drawn, and take the list
 * around it along.
 *
 * @see https://spec.graphql.org/September2025/#sec-Int
 */
export const int32 = z.int32();

/** Most parts of one item: fields, and calls of other services, are made from each. */
const MAX_PARTS = 500;

/** The parts of one item, which only mean something together: when one does not fit, the item does not. */
export function partsOf<Part extends z.ZodType>(part: Part) {
  return z.array(part).max(MAX_PARTS);
}

/** Says whose an item is. */
type OwnerOf<Item extends z.ZodType> = (read: z.output<Item>) => string;

/**
 * An array whose bad items are left out, and reported, instead of failing the whole: a shop with 19 of 20
 * products beats an error page. Use it where items stand alone, never for parts that only mean something
 * together, such as the lines of an order.
 */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(z.unknown()).transform((candidates) => {
    const items: z.output<Item>[] = [];
    const take = (read: z.output<Item>) => items.push(read);
    for (const [place, candidate] of candidates.entries()) keep(item, place, candidate, take);
    return items;
  });
}

/** The items of one page, and which of its places were left out; not there when none were. */
export interface PageItems<Item> {
  readonly items: readonly Item[];
  readonly leftOut?: readonly number[];
}

/**
 * Like {@link listOf}, for a page that is gone on from: the service counts the places that were left out too.
 *
 * @param ownerOf whose an item is; what belongs to anybody but the owner that is decoded for is left out
 */
export function pageOf<Item extends z.ZodType>(item: Item, ownerOf?: OwnerOf<Item>) {
  return z.array(z.unknown()).transform((candidates): PageItems<z.output<Item>> => {
    const items: z.output<Item>[] = [];
    const leftOut: number[] = [];
    for (const [place, candidate] of candidates.entries()) {
      const before = items.length;
      keep(item, place, candidate, (read) => items.push(read), ownerOf);
      if (items.length === before) leftOut.push(place);
    }
    return leftOut.length > 0 ? { items, leftOut } : { items };
  });
}

/** The page with no more items than were asked for: each of them costs calls of its own further on. */
export function upTo<Page extends PageItems<unknown>>(limit: number, page: Page): Page {
  return page.items.length > limit ? { ...page, items: page.items.slice(0, limit) } : page;
}

/** Like {@link listOf}, for answers keyed by id: a map without its bad entries. */
export function mapOf<Item extends z.ZodType>(item: Item) {
  return z.record(z.string(), z.unknown()).transform((candidates) => {
    const items = new Map<string, z.output<Item>>();
    for (const key of Object.keys(candidates))
      keep(item, key, candidates[key], (read) => items.set(key, read));
    return items;
  });
}

function keep<Item extends z.ZodType>(
  item: Item,
  key: string | number,
  candidate: unknown,
  take: (read: z.output<Item>) => unknown,
  ownerOf?: OwnerOf<Item>,
): void {
  const before = dropped.length;
  depth += 1;
  const read = compile(item)(candidate);
  depth -= 1;
  if (read !== unfit && (!ownerOf || ownerOf(read) === owner)) {
    take(read);
    return;
  }
  // What was dropped inside goes with the whole.
  dropped.length = before;
  const issueOf = () => (read === unfit ? describe(item, candidate) : '(whole): belongs to somebody else');
  dropped.push(new DroppedItem(key, candidate, depth > 0, issueOf));
}

/** An answer that does not fit its endpoint's schema. The message names the first place that does not. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

/**
 * Decodes one answer.
 *
 * @param ownedBy whose the answer must be, where its schema says whose items are
 * @throws {DecodeError} when the envelope does not fit; single bad items come back in `dropped` instead
 */
export function decode<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  ownedBy?: string,
): { answer: z.output<Schema>; dropped: readonly DroppedItem[] } {
  dropped = [];
  depth = 0;
  owner = ownedBy;
  const answer = compile(schema)(body);
  const own = dropped;
  // Whoever asks what was wrong with an item decodes it again.
  dropped = [];
  if (answer === unfit) throw new DecodeError(describe(schema, body));
  return { answer, dropped: own };
}

/** Part of an item that can do without it: what does not fit is null, and the item is taken all the same. */
export const orNull = <Part extends z.ZodType>(part: Part) =>
  z.unknown().transform((value): z.output<Part> | null => {
    const { success, data } = part.safeParse(value);
    return success ? data : null;
  });
