import { responsePathAsArray, type GraphQLField, type GraphQLResolveInfo } from 'graphql';
import type { KeyOf, LoaderName, ValueOf } from '../loaders/loaders.ts';
import { UpstreamError } from '../upstream/errors.ts';
import { isFailure, type Result, type StaleUse } from '../upstream/result.ts';
import { noteResult } from './cache-hints.ts';
import type { RequestContext, ResolverContext } from './context.ts';
import { noteStale } from './degradation.ts';

/** What a field asks a loader by: one key, several, or null for nothing. */
type Keys<Name extends LoaderName> = KeyOf<Name> | readonly KeyOf<Name>[] | null;

/** What it is given: for several keys the values that exist, in their order. */
type Values<Name extends LoaderName, Asked> = Asked extends readonly unknown[]
  ? readonly NonNullable<ValueOf<Name>>[]
  : Asked extends null
    ? null
    : ValueOf<Name>;

/** One question of a field, as data. */
export interface Question<Source = never, Args = never, Value = unknown> {
  readonly loader: LoaderName;
  readonly keyOf: (source: Source, args: Args, context: ResolverContext) => unknown;
  /** Whether the field does without it, and is given null, where its service is down. */
  readonly optional: boolean;
  /** Holds nothing: the compiler reads in it what the field is given. */
  readonly value?: Value;
}

/** Questions that are asked at once, and what the field makes of what they bring. */
interface Step {
  /** By the names that `reshape` knows them by; null where there is one question alone. */
  readonly names: readonly string[] | null;
  readonly questions: readonly Question[];
  readonly reshape: (values: never, args: never, context: ResolverContext, source: never) => unknown;
}

/** What a field asks for, step by step; each step's questions are about what the one before came to. */
export type Loading = readonly Step[];

/** A resolver that asks services, as data: the executor asks for all parents of a list at once, graphql-js one by one. */
class LoadingField<Source, Args, Out> {
  readonly extensions: { readonly loading: Loading };
  readonly resolve: (
    source: Source,
    args: Args,
    context: ResolverContext,
    info: GraphQLResolveInfo,
  ) => Out | Promise<Out>;

  constructor(loading: Loading) {
    this.extensions = { loading };
    this.resolve = (source, args, context, info) => {
      const operation = context as RequestContext;
      const loaded = load(loading, [source], args, operation);
      const end = ({ values: [value], stale }: Loaded) => {
        if (stale) noteStale(operation, responsePathAsArray(info.path), stale.get(0)!);
        if (value instanceof Error) throw value;
        return value as Out;
      };
      return loaded instanceof Promise ? loaded.then(end) : end(loaded);
    };
  }

  /** Asks again, by what the steps before came to; where that is null, there is nothing to ask for. */
  thenLoads<Name extends LoaderName, Asked extends Keys<Name>, Then>(
    name: Name,
    keyOf: (value: NonNullable<Out>, args: Args, context: ResolverContext) => Asked,
    reshape: (values: Values<Name, Asked>, args: Args, context: ResolverContext) => Then,
  ): LoadingField<Source, Args, Then | Extract<Out, null>> {
    const questions = [{ loader: name, keyOf, optional: false }];
    return new LoadingField([...this.extensions.loading, { names: null, questions, reshape }]);
  }
}

/** One of several questions of a field. */
export function ask<Name extends LoaderName, Source, Args, Asked extends Keys<Name>>(
  loader: Name,
  keyOf: (source: Source, args: Args, context: ResolverContext) => Asked,
): Question<Source, Args, Values<Name, Asked>> {
  return { loader, keyOf, optional: false };
}

/** A question that the field can do without: null where its service is down. A fault of our own is none the less one. */
export function askIfUp<Name extends LoaderName, Source, Args, Asked extends Keys<Name>>(
  loader: Name,
  keyOf: (source: Source, args: Args, context: ResolverContext) => Asked,
): Question<Source, Args, Values<Name, Asked> | null> {
  return { loader, keyOf, optional: true };
}

/**
 * A field that asks a loader. `keyOf` and `reshape` are pure functions of what they are handed: so the executor can do
 * the asking for a whole list, and holds each {@link Result} with its lifetime and its staleness.
 *
 * @param keyOf what is asked for: a key, several, or null for nothing; throws where the arguments are wrong
 * @param reshape makes the field's value
 */
export function loads<Name extends LoaderName, Source, Args, Asked extends Keys<Name>, Out>(
  name: Name,
  keyOf: (source: Source, args: Args, context: ResolverContext) => Asked,
  reshape: (values: Values<Name, Asked>, args: Args, context: ResolverContext, source: Source) => Out,
): LoadingField<Source, Args, Out> {
  return new LoadingField([
    {
      names: null,
      questions: [{ loader: name, keyOf, optional: false }],
      reshape,
    },
  ]);
}

// No more is said of them here, or the compiler would read in it what their parents and arguments are.
type Questions = Readonly<Record<string, Pick<Question, 'loader'>>>;
type SourceOf<Asked extends Questions> = Asked[keyof Asked] extends {
  readonly keyOf: (source: infer Source, args: never, context: ResolverContext) => unknown;
}
  ? Source
  : never;
type ArgsOf<Asked extends Questions> = Asked[keyof Asked] extends {
  readonly keyOf: (source: never, args: infer Args, context: ResolverContext) => unknown;
}
  ? Args
  : never;
type Given<Asked extends Questions> = {
  readonly [Name in keyof Asked]: Asked[Name] extends Question<never, never, infer Value> ? Value : never;
};

/** A field that asks several loaders at once, by names of its own. */
export function loadsAll<Asked extends Questions, Out>(
  questions: Asked,
  reshape: (
    values: Given<Asked>,
    args: ArgsOf<Asked>,
    context: ResolverContext,
    source: SourceOf<Asked>,
  ) => Out,
): LoadingField<SourceOf<Asked>, ArgsOf<Asked>, Out> {
  return new LoadingField([
    {
      names: Object.keys(questions),
      questions: Object.values(questions) as Question[],
      reshape,
    },
  ]);
}

/** Asks for one key: what there is for it, or throws why there is nothing. */
export type Load = <Name extends LoaderName>(name: Name, key: KeyOf<Name>) => Promise<ValueOf<Name>>;

/** Asks by hand, for what takes steps that no declaration says: rare, and asked for one by one. */
export function asks<Source, Args, Out>(
  resolve: (
    source: Source,
    args: Args,
    context: ResolverContext,
    load: Load,
    info: GraphQLResolveInfo,
  ) => Promise<Out>,
): AskingField<Source, Args, Out> {
  return {
    extensions: { asksByHand: true },
    resolve: async (source, args, context, info) => {
      const operation = context as RequestContext;
      const stale: StaleUse[] = [];
      const load: Load = async (name, key) => {
        const [result] = await operation.loaders.load(name, [key]);
        noteResult(operation.hints, result!);
        if (isFailure(result!)) throw result.error;
        if (result!.stale) stale.push(result!.stale);
        return result!.value;
      };
      try {
        return await resolve(source, args, context, load, info);
      } finally {
        noteStale(operation, responsePathAsArray(info.path), stale);
      }
    },
  };
}

interface AskingField<Source, Args, Out> {
  readonly extensions: { readonly asksByHand: true };
  readonly resolve: (
    source: Source,
    args: Args,
    context: ResolverContext,
    info: GraphQLResolveInfo,
  ) => Promise<Out>;
}

/** Whether a field of the schema asks a service. */
export function asksService({ extensions }: Pick<GraphQLField<unknown, unknown>, 'extensions'>): boolean {
  return extensions['loading'] !== undefined || extensions['asksByHand'] === true;
}

/** What a field came to for each of its parents. */
export interface Loaded {
  /** An error where it failed. */
  readonly values: readonly unknown[];
  /** What was stale, by the parent's index; undefined where nothing was. */
  readonly stale: ReadonlyMap<number, readonly StaleUse[]> | undefined;
}

/** Asks for a field of all `sources` at once, and notes how long what is found stays true. */
export function load(
  loading: Loading,
  sources: readonly unknown[],
  args: unknown,
  context: RequestContext,
): Loaded | Promise<Loaded> {
  return new LoadingRun(sources, args, context).run(loading);
}

class LoadingRun {
  readonly #args: never;
  readonly #context: RequestContext;
  readonly #values: unknown[];
  #stale: Map<number, StaleUse[]> | undefined;

  constructor(sources: readonly unknown[], args: unknown, context: RequestContext) {
    this.#values = [...sources];
    this.#args = args as never;
    this.#context = context;
  }

  run(steps: Loading, at = 0): Loaded | Promise<Loaded> {
    for (let index = at; index < steps.length; index++) {
      const step = steps[index]!;
      const asked = step.questions.map((question) => this.#ask(question, index > 0));
      const results = asked.map(({ results }) => results);
      if (results.some((each) => each instanceof Promise)) {
        return Promise.all(asked.map(async (each) => each.results)).then((all) => {
          this.#reshape(step, asked, all, index > 0);
          return this.run(steps, index + 1);
        });
      }
      this.#reshape(step, asked, results as readonly (readonly Result<unknown>[])[], index > 0);
    }
    return { values: this.#values, stale: this.#stale };
  }

  /** Whether nothing is asked for a parent any more. */
  #isSettled(value: unknown, isLater: boolean): boolean {
    return value instanceof Error || (isLater && (value === null || value === undefined));
  }

  /** The keys of all parents in one list, and where in it each parent's begin; a single key is no list. */
  #ask({ loader, keyOf }: Question, isLater: boolean): Asked {
    const keys: unknown[] = [];
    const starts: number[] = [];
    const areLists: boolean[] = [];
    this.#values.forEach((source, index) => {
      starts.push(keys.length);
      areLists.push(false);
      if (this.#isSettled(source, isLater)) return;
      try {
        const asked = keyOf(source as never, this.#args, this.#context);
        if (Array.isArray(asked)) {
          areLists[index] = true;
          for (const key of asked) keys.push(key);
        } else if (asked !== null) keys.push(asked);
      } catch (error) {
        this.#values[index] = asError(error);
      }
    });
    starts.push(keys.length);
    const results = keys.length === 0 ? [] : this.#context.loaders.load(loader, keys as never[]);
    return { starts, areLists, results };
  }

  #reshape(
    { names, questions, reshape }: Step,
    asked: readonly Asked[],
    results: readonly (readonly Result<unknown>[])[],
    isLater: boolean,
  ): void {
    this.#values.forEach((source, index) => {
      if (this.#isSettled(source, isLater)) return;
      try {
        const values = questions.map((question, nth) =>
          this.#valueOf(index, question, asked[nth]!, results[nth]!),
        );
        const given = names ? Object.fromEntries(names.map((name, nth) => [name, values[nth]])) : values[0];
        this.#values[index] = reshape(given as never, this.#args, this.#context, source as never);
      } catch (error) {
        this.#values[index] = asError(error);
      }
    });
  }

  #valueOf(
    index: number,
    { optional }: Question,
    { starts, areLists }: Asked,
    results: readonly Result<unknown>[],
  ): unknown {
    const [from, to] = [starts[index]!, starts[index + 1]!];
    if (!areLists[index]) return from === to ? null : this.#take(index, results[from]!, optional);
    const present: unknown[] = [];
    let isDown = false;
    for (let at = from; at < to; at++) {
      const value = this.#take(index, results[at]!, optional);
      if (value !== null && value !== undefined) present.push(value);
      else if (isFailure(results[at]!)) isDown = true;
    }
    return isDown ? null : present;
  }

  #take(index: number, result: Result<unknown>, optional: boolean): unknown {
    noteResult(this.#context.hints, result);
    if (isFailure(result)) {
      if (optional && result.error instanceof UpstreamError) return null;
      throw result.error;
    }
    if (result.stale) {
      const known = (this.#stale ??= new Map<number, StaleUse[]>()).get(index);
      if (known) known.push(result.stale);
      else this.#stale.set(index, [result.stale]);
    }
    return result.value;
  }
}

interface Asked {
  readonly starts: readonly number[];
  readonly areLists: readonly boolean[];
  readonly results: readonly Result<unknown>[] | Promise<readonly Result<unknown>[]>;
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
