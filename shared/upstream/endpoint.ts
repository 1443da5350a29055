import type { z } from 'zod';
import type { StaleIfError } from './cache-entry.ts';
import type { Operation, VaryInput } from './operation.ts';
import type { Result } from './result.ts';
import type { Query } from './url.ts';

/** Holds nothing: the compiler reads in it how an endpoint is called. */
declare const called: unique symbol;

/** What every endpoint says of itself. */
interface Asked<Args, Schema extends z.ZodType> {
  /** Values of the route's parameters. */
  readonly params?: (args: Args) => Readonly<Record<string, string>>;
  readonly query?: Query | ((args: Args) => Query);
  readonly decode: Schema;
  /** Whose the answer must be, where `decode` says whose items are: what belongs to anybody else is left out. */
  readonly ownedBy?: (args: Args) => string;
  /** The class of endpoints that it belongs to; `default` unless given. */
  readonly class?: string;
  /**
   * How long its last good answer may be served stale while its service fails: what has been agreed on outside of HTTP
   * (RFC 9111, 4.2.4), for all that does not say `no-store` or `must-revalidate`. Not given, only as long as the service
   * itself allows by `stale-if-error`.
   */
  readonly stale?: StaleIfError;
  /** What its answers depend on besides its arguments: each is part of the key that they are kept and merged by. */
  readonly varyOn?: readonly VaryInput[];
}

/**
 * One typed call of a service, as data. None of its functions is handed more than the call's arguments: so an answer
 * depends on them and on what `varyOn` names, and both are in the key that it is kept under.
 */
export interface Endpoint<Args, Value> extends Asked<Args, z.ZodType> {
  readonly kind: 'single';
  /** A template such as `/products/:id`. */
  readonly route: string;
  /** A 404 says that there is none: null. Else it is a failure. */
  readonly mayBeAbsent: boolean;
  /** What is wanted of an answer. */
  readonly value: (answer: unknown, args: Args) => Value;
  readonly [called]?: SingleCall<Args, Value>;
}

/** What a bulk endpoint says of its ids and of what it answers for them. */
interface AskedByIds<Schema extends z.ZodType, Item> {
  /** The query parameter that takes the ids, with commas between. */
  readonly parameter: string;
  /** Most ids that one call accepts. */
  readonly maxIds: number;
  /** The items of an answer. */
  readonly items: (answer: z.output<Schema>) => readonly Item[];
  /** The id, one of those asked for, that an item belongs to. */
  readonly idOf: (item: NoInfer<Item>) => string;
  /** Where an item of a list says that id as it comes, so that of one that cannot be read it is known whose it was. */
  readonly idKey?: string;
}

/** A call for many things by id; `Value` is what it has for each: an item or null, or all items of a group. */
export interface BulkEndpoint<Args, Item, Value> extends Asked<Args, z.ZodType>, AskedByIds<z.ZodType, Item> {
  readonly kind: 'bulk';
  readonly route: string;
  /** Whether several items can belong to one id: then without one of them there is no answer for that id. */
  readonly grouped: boolean;
  readonly [called]?: BulkCall<Args, Value>;
}

/** What comes after the operation, and after a bulk call's ids: nothing where an endpoint takes no arguments. */
type Rest<Args> = [Args] extends [void] ? [] : [args: Args];

type SingleCall<Args, Value> = (operation: Operation, ...rest: Rest<Args>) => Promise<Result<Value>>;
type BulkCall<Args, Value> = (
  operation: Operation,
  ids: readonly string[],
  ...rest: Rest<Args>
) => Promise<ReadonlyMap<string, Result<Value>>>;

/** How an endpoint is called. It never rejects. A bulk one answers each of its ids, of which one call may not take all. */
export type CallOf<Any> = Any extends { readonly [called]?: infer Call } ? NonNullable<Call> : never;

/** An endpoint of any kind. */
export type AnyEndpoint =
  | Omit<Endpoint<never, unknown>, typeof called>
  | Omit<BulkEndpoint<never, unknown, unknown>, typeof called | 'idOf'>;

type Single<Args, Schema extends z.ZodType, Value> = Asked<Args, Schema> & {
  /** What is wanted of an answer: all of it unless given. */
  readonly value?: (answer: z.output<Schema>, args: Args) => Value;
};

const whole = (answer: unknown) => answer;

/** An endpoint of which a 404 is a failure. */
export function get<Schema extends z.ZodType, Args = void, Value = z.output<Schema>>(
  route: string,
  asked: Single<Args, Schema, Value>,
): Endpoint<Args, NoInfer<Value>> {
  return { value: whole, ...asked, kind: 'single', route, mayBeAbsent: false } as Endpoint<Args, Value>;
}

/** An endpoint of what may well not exist: a 404 is null. */
export function find<Schema extends z.ZodType, Args = void, Value = z.output<Schema>>(
  route: string,
  asked: Single<Args, Schema, Value>,
): Endpoint<Args, NoInfer<Value> | null> {
  return { value: whole, ...asked, kind: 'single', route, mayBeAbsent: true } as Endpoint<Args, Value | null>;
}

/** An endpoint that answers for many ids at once: with one item, or none, for each. */
export function bulk<Schema extends z.ZodType, Item, Args = void>(
  route: string,
  asked: Asked<Args, Schema> & AskedByIds<Schema, Item>,
): BulkEndpoint<Args, Item, Item | null> {
  return { ...asked, kind: 'bulk', route, grouped: false } as BulkEndpoint<Args, Item, Item | null>;
}

/** Like {@link bulk}, with any number of items for each id. */
export function bulkOfGroups<Schema extends z.ZodType, Item, Args = void>(
  route: string,
  asked: Asked<Args, Schema> & AskedByIds<Schema, Item>,
): BulkEndpoint<Args, Item, readonly Item[]> {
  return { ...asked, kind: 'bulk', route, grouped: true } as BulkEndpoint<Args, Item, readonly Item[]>;
}

/** The query of a call with `args`. */
export function queryOf<Args>({ query }: Asked<Args, z.ZodType>, args: Args): Query | undefined {
  return typeof query === 'function' ? query(args) : query;
}
