import type { z } from 'zod';

/** What a compiled schema answers for a value that does not fit, or of which it cannot tell. */
export const unfit = Symbol('unfit');

/** Reads a value as the schema would: its output, or {@link unfit}. What it reads may be part of what it returns. */
type Read = (value: unknown) => unknown;

/** The part of zod's definitions that is read here; see https://zod.dev/packages/core. */
interface Definition {
  readonly type: string;
  readonly check?: string;
  readonly format?: string;
  readonly pattern?: RegExp;
  readonly coerce?: boolean;
  readonly checks?: readonly { readonly _zod: { readonly def: CheckDefinition } }[];
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly catchall?: Schema;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly entries?: Readonly<Record<string, string | number>>;
  readonly values?: readonly unknown[];
  readonly in?: Schema;
  readonly out?: Schema;
  readonly keyType?: Schema;
  readonly valueType?: Schema;
  readonly fn?: (value: unknown) => unknown;
  readonly transform?: (value: unknown, payload?: unknown) => unknown;
}

interface CheckDefinition {
  readonly check: string;
  readonly value?: unknown;
  readonly inclusive?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: RegExp;
  readonly fn?: (value: unknown) => unknown;
}

interface Schema {
  readonly _zod: {
    readonly def: Definition;
    readonly run: (
      payload: { value: unknown; issues: unknown[] },
      context: { async: false },
    ) => { value: unknown; issues: unknown[] } | Promise<unknown>;
  };
}

/** The first place of a value that does not fit its schema. */
export interface Misfit {
  /** Keys and indexes that lead there; none for the whole. */
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const compiled = new WeakMap<z.ZodType, Read>();

/**
 * Reads values as `schema` does, several times faster: services keep their contracts nearly always, and zod makes two
 * objects for each value that it looks at in case it has to say what is wrong. Whoever is told {@link unfit} asks zod
 * itself, which then says why, or accepts the value after all.
 *
 * An object without unknown keys is returned as it is, and not copied: nobody else may hold it.
 */
export function compile<Type extends z.ZodType>(
  schema: Type,
): (value: unknown) => z.output<Type> | typeof unfit {
  let read = compiled.get(schema);
  if (!read) compiled.set(schema, (read = readerOf(schema as unknown as Schema)));
  return read as (value: unknown) => z.output<Type> | typeof unfit;
}

/**
 * Finds the first place of `value` that does not fit `schema`. Zod would look at all the rest as well and make an issue
 * of each bad place, of which there may be a hundred thousand; here it is asked about the one place alone.
 *
 * @throws when `value` fits
 */
export function firstMisfit(schema: z.ZodType, value: unknown): Misfit {
  for (const [key, part, item] of partsOf(schema as unknown as Schema, value)) {
    if (compile(part)(item) !== unfit) continue;
    const { path, message } = firstMisfit(part, item);
    return { path: key === undefined ? path : [key, ...path], message };
  }
  const { error } = schema.safeParse(value);
  return error!.issues[0]!;
}

/** The parts that a value is read by, with the key of each, where all of them fitting is needed for it to fit. */
function* partsOf(
  { _zod: { def } }: Schema,
  value: unknown,
): Generator<readonly [PropertyKey | undefined, z.ZodType, unknown]> {
  const zod = (part: Schema | undefined) => part as unknown as z.ZodType;
  if (def.type === 'nullable' && value !== null) yield [undefined, zod(def.innerType), value];
  if (def.type === 'pipe') yield [undefined, zod(def.in), value];
  if (def.type === 'array' && Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield [index, zod(def.element), item];
  }
  if (def.type === 'object' && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, part] of Object.entries(def.shape!)) {
      yield [key, zod(part), (value as Record<string, unknown>)[key]];
    }
  }
}

/** Kinds of schemas that are not known here, and checks that are not, are left to zod, part by part. */
function readerOf(schema: Schema): Read {
  const { def } = schema._zod;
  const plain = plainReaderOf(def);
  const checks = checksOf(def);
  if (!plain || !checks) return byZod(schema);
  if (checks.length === 0) return plain;
  return (value) => {
    const read = plain(value);
    if (read === unfit) return unfit;
    for (const passes of checks) if (!passes(read as never)) return unfit;
    return read;
  };
}

function byZod(schema: Schema): Read {
  return (value) => {
    const result = schema._zod.run({ value, issues: [] }, { async: false });
    return result instanceof Promise || result.issues.length > 0 ? unfit : result.value;
  };
}

function plainReaderOf(def: Definition): Read | undefined {
  switch (def.type) {
    case 'unknown':
      return (value) => value;
    case 'string':
      return def.coerce ? undefined : (value) => (typeof value === 'string' ? value : unfit);
    case 'boolean':
      return def.coerce ? undefined : (value) => (typeof value === 'boolean' ? value : unfit);
    case 'number':
      return def.coerce ? undefined : (value) => (Number.isFinite(value) ? value : unfit);
    case 'enum': {
      const values = new Set<unknown>(Object.values(def.entries!));
      return (value) => (values.has(value) ? value : unfit);
    }
    case 'literal': {
      const values = new Set(def.values);
      return (value) => (values.has(value) ? value : unfit);
    }
    case 'nullable': {
      const inner = readerOf(def.innerType!);
      return (value) => (value === null ? null : inner(value));
    }
    case 'array':
      return arrayReader(readerOf(def.element!));
    case 'object':
      return def.catchall ? undefined : objectReader(def.shape!);
    case 'record':
      return recordReader(def);
    case 'pipe':
      return pipeReader(def);
    case 'transform': {
      // A transform that takes but the value cannot find fault with it; one that takes more is left to zod.
      const { transform } = def;
      return transform!.length > 1 ? undefined : (value) => transform!(value);
    }
    default:
      return undefined;
  }
}

function arrayReader(element: Read): Read {
  return (value) => {
    if (!Array.isArray(value)) return unfit;
    const source: readonly unknown[] = value;
    let copy: unknown[] | undefined;
    for (let index = 0; index < source.length; index++) {
      const item = source[index];
      const read = element(item);
      if (read === unfit) return unfit;
      if (read !== item) (copy ??= [...source])[index] = read;
    }
    return copy ?? source;
  };
}

function objectReader(shape: Readonly<Record<string, Schema>>): Read | undefined {
  const keys = Object.keys(shape);
  const readers = keys.map((key) => readerOf(shape[key]!));
  // A key that may be left out is zod's affair; services that leave keys out are none that we know.
  const optional = keys.some((key) =>
    ['optional', 'default', 'prefault'].includes(shape[key]!._zod.def.type),
  );
  if (optional || keys.includes('__proto__')) return undefined;
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return unfit;
    const source = value as Record<string, unknown>;
    let copy: Record<string, unknown> | undefined;
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index]!;
      const item = source[key];
      const read = readers[index]!(item);
      // A key that is not there is undefined; only a schema of anything could take it for a value.
      if (read === unfit || item === undefined) return unfit;
      if (copy) copy[key] = read;
      else if (read !== item) {
        copy = {};
        for (let before = 0; before < index; before++) copy[keys[before]!] = source[keys[before]!];
        copy[key] = read;
      }
    }
    return copy ?? (hasOnly(source, keys) ? source : pick(source, keys));
  };
}

/** Whether `source`, which has all of `keys`, has no others. */
function hasOnly(source: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean {
  let count = 0;
  for (const _key in source) count += 1;
  return count === keys.length;
}

function pick(source: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const key of keys) picked[key] = source[key];
  return picked;
}

/** Of anything, by any text; zod takes its time for each key. */
function recordReader({ keyType, valueType }: Definition): Read | undefined {
  const { type, checks = [] } = keyType!._zod.def;
  if (type !== 'string' || checks.length > 0 || valueType!._zod.def.type !== 'unknown') return undefined;
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return unfit;
    if (!Object.hasOwn(value, '__proto__')) return value;
    // Zod leaves it out, so that nobody copies it into a prototype.
    return Object.fromEntries(Object.entries(value).filter(([key]) => key !== '__proto__'));
  };
}

function pipeReader({ in: input, out: output, transform }: Definition): Read | undefined {
  // A codec, which reads both ways.
  if (transform) return undefined;
  const first = readerOf(input!);
  const second = readerOf(output!);
  return (value) => {
    const read = first(value);
    return read === unfit ? unfit : second(read);
  };
}

const LARGEST_INT32 = 2 ** 31 - 1;

/** Undefined where there is one that is not known here. */
function checksOf(def: Definition): ((value: never) => boolean)[] | undefined {
  const passes: ((value: never) => boolean)[] = [];
  // A format is a check that the schema itself is.
  const all = [
    ...(def.check ? [def as CheckDefinition & Definition] : []),
    ...(def.checks ?? []).map(({ _zod }) => _zod.def),
  ];
  for (const check of all) {
    const pass = checkOf(check);
    if (!pass) return undefined;
    passes.push(pass);
  }
  return passes;
}

function checkOf(
  def: CheckDefinition & { readonly format?: string },
): ((value: never) => boolean) | undefined {
  const { check, value: limit, inclusive, pattern, format, minimum, maximum, fn } = def;
  if (check === 'number_format' && format === 'int32') {
    return (value: number) =>
      Number.isInteger(value) && value <= LARGEST_INT32 && value >= -LARGEST_INT32 - 1;
  }
  if (check === 'number_format' && format === 'safeint')
    return (value: number) => Number.isSafeInteger(value);
  if (check === 'greater_than' && typeof limit === 'number') {
    return inclusive ? (value: number) => value >= limit : (value: number) => value > limit;
  }
  if (check === 'less_than' && typeof limit === 'number') {
    return inclusive ? (value: number) => value <= limit : (value: number) => value < limit;
  }
  if (check === 'min_length') return (value: { length: number }) => value.length >= minimum!;
  if (check === 'max_length') return (value: { length: number }) => value.length <= maximum!;
  // Promises, which would always pass, are zod's affair; `refine` here is given none.
  if (check === 'custom' && fn) return (value: unknown) => Boolean(fn(value));
  // A pattern that remembers where it stopped would answer in turns.
  if (check === 'string_format' && pattern && !pattern.global && !pattern.sticky && isPatternAlone(format)) {
    return (value: string) => pattern.test(value);
  }
  return undefined;
}

/** Formats that are their pattern and nothing else. */
const isPatternAlone = (format: string | undefined) => format === 'datetime' || format === 'regex';
