import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { random as seeded, type Random } from '../mocks/kit/random.ts';
import type { ClientDocument } from '../shared/graphql/documents/client-documents.ts';

export interface GeneratedOperation extends ClientDocument {
  readonly operationName?: string;
}

/** Values to try for an argument: by `Type.field.argument`, or by its name alone. */
export type Words = Readonly<Record<string, readonly (string | number)[]>>;

/** Where a value can stand: an argument, a field of an input object, an item of a list. */
type Position = Pick<GraphQLArgument, 'type'> & Partial<Pick<GraphQLArgument, 'defaultValue'>>;

/** The deepest that selections nest. */
const MAX_DEPTH = 7;

/** About how many fields an operation asks for. */
const MAX_FIELDS = 18;

/**
 * A valid operation that a client could send, with values for its variables that are sometimes wrong. The same seed
 * gives the same one.
 */
export function generateOperation(schema: GraphQLSchema, words: Words, seed: string): GeneratedOperation {
  return new Writer(schema, words, seeded(seed)).operation(seed);
}

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #words: Words;
  readonly #random: Random;
  readonly #definitions: string[] = [];
  readonly #fragments: { readonly name: string; readonly type: GraphQLObjectType; readonly text: string }[] =
    [];
  readonly #variables: Record<string, unknown> = {};
  #names = 0;
  #fieldsLeft: number;

  constructor(schema: GraphQLSchema, words: Words, random: Random) {
    this.#schema = schema;
    this.#words = words;
    this.#random = random;
    this.#fieldsLeft = random.int(1, MAX_FIELDS);
  }

  operation(name: string): GeneratedOperation {
    const random = this.#random;
    const selection = this.#selection(this.#schema.getQueryType()!, 0);
    const variables = this.#definitions.length > 0 ? `(${this.#definitions.join(', ')})` : '';
    const fragments = this.#fragments.map(
      (each) => `fragment ${each.name} on ${each.type.name} ${each.text}`,
    );
    const others = random.chance(0.02) ? ['query Another { __typename }'] : [];
    return {
      name,
      text: random.shuffle([`query Generated${variables} ${selection}`, ...others, ...fragments]).join('\n'),
      variables: this.#variables,
      headers: {
        'accept-language': random.pick(['en', 'de-DE', 'ja', 'fr-FR']),
        'x-currency': random.pick(['EUR', 'USD', 'JPY']),
        ...(random.chance(0.7) && { 'x-customer-id': random.pick(['u-004', 'u-005', 'u-008', 'u-999']) }),
      },
      ...(random.chance(0.05) && { operationName: random.pick(['Generated', 'Another', '']) }),
    };
  }

  #selection(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields());
    const parts = Array.from({ length: this.#random.int(1, depth === 0 ? 2 : 6) }, () =>
      this.#part(type, fields, depth),
    );
    return `{ ${parts.filter((part) => part !== '').join(' ') || '__typename'} }`;
  }

  /** A field, a fragment, or nothing where there is no room left. */
  #part(type: GraphQLObjectType, fields: readonly GraphQLField<unknown, unknown>[], depth: number): string {
    const random = this.#random;
    switch (
      random.weighted([
        ['field', 16],
        ['inline', 2],
        ['fragment', 2],
        ['typename', 1],
      ] as const)
    ) {
      case 'field':
        return this.#field(type, random.pick(fields), depth);
      case 'inline':
        return `... ${random.pick([`on ${type.name} `, ''])}${this.#condition()}${this.#selection(type, depth + 1)}`;
      case 'fragment':
        return `...${this.#fragmentOn(type, depth)} ${this.#condition()}`;
      case 'typename':
        return `${random.chance(0.5) ? `${this.#name('a')}: ` : ''}__typename ${this.#condition()}`;
    }
  }

  #fragmentOn(type: GraphQLObjectType, depth: number): string {
    const known = this.#fragments.filter((each) => each.type === type);
    if (known.length > 0 && this.#random.chance(0.5)) return this.#random.pick(known).name;
    // Named once it is written, so that none can spread itself.
    const text = this.#selection(type, depth + 1);
    const name = this.#name('F');
    this.#fragments.push({ name, type, text });
    return name;
  }

  #field(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, depth: number): string {
    const output = getNamedType(field.type);
    if (this.#fieldsLeft <= 0 || (isCompositeType(output) && depth >= MAX_DEPTH)) return '';
    this.#fieldsLeft -= 1;
    const given = field.args.filter((arg) => isRequiredArgument(arg) || this.#isWanted(arg));
    const args = given.map(
      (arg) => `${arg.name}: ${this.#argument(arg, `${type.name}.${field.name}.${arg.name}`)}`,
    );
    // What is asked for with arguments gets a name of its own: two of one name would have to agree on them.
    const alias = args.length > 0 || this.#random.chance(0.15) ? `${this.#name('a')}: ` : '';
    const head = `${alias}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}`;
    const once = () =>
      `${head} ${this.#condition()}${isObjectType(output) ? this.#selection(output, depth + 1) : ''}`;
    return this.#random.chance(0.1) ? `${once()} ${once()}` : once();
  }

  /** A list of which the length is not asked for can be long, and then each of its items costs calls. */
  #isWanted({ name }: GraphQLArgument): boolean {
    return this.#random.chance(name === 'first' ? 0.97 : 0.5);
  }

  #argument({ type, defaultValue }: Position, path: string): string {
    if (!this.#random.chance(0.4)) return this.#literal(type, path);
    const name = this.#name('v');
    const { literal, json } = this.#value(type, path);
    // A default lets a variable that may be null stand where none may be.
    const byDefault = this.#random.chance(0.3);
    const declared = byDefault ? getNullableType(type) : type;
    this.#definitions.push(`$${name}: ${String(declared)}${byDefault ? ` = ${literal}` : ''}`);
    if (!(byDefault || defaultValue !== undefined || !isNonNullType(type)) || this.#random.chance(0.75)) {
      const misfits = declared === type ? [null, 'x', -1, {}, [[]], true] : [null];
      this.#variables[name] = this.#random.chance(declared === type ? 0.015 : 0.1)
        ? this.#random.pick(misfits)
        : json;
    }
    return `$${name}`;
  }

  #literal(type: GraphQLInputType, path: string): string {
    const inner = getNullableType(type);
    if (isListType(inner) && this.#random.chance(0.3)) {
      return `[${this.#argument({ type: inner.ofType }, path)}]`;
    }
    if (!isInputObjectType(inner) || this.#random.chance(0.5)) return this.#value(type, path).literal;
    const given = Object.values(inner.getFields()).filter(() => this.#random.chance(0.5));
    const fields = given.map(
      (field) => `${field.name}: ${this.#argument(field, `${inner.name}.${field.name}`)}`,
    );
    return `{ ${fields.join(', ')} }`;
  }

  #condition(): string {
    const random = this.#random;
    if (!random.chance(0.15)) return '';
    const directive = random.pick(['skip', 'include']);
    if (random.chance(0.4)) return `@${directive}(if: ${random.chance(0.5)}) `;
    const name = this.#name('c');
    const isRequired = random.chance(0.5);
    this.#definitions.push(isRequired ? `$${name}: Boolean!` : `$${name}: Boolean = ${random.chance(0.5)}`);
    if (isRequired || random.chance(0.6)) {
      // Null for what is required is found before anything is executed, and for the other only then.
      this.#variables[name] = random.chance(isRequired ? 0.02 : 0.1) ? null : random.chance(0.5);
    }
    return `@${directive}(if: $${name}) `;
  }

  /** The same value as a document writes it and as JSON does. */
  #value(type: GraphQLInputType, path: string): { literal: string; json: unknown } {
    const random = this.#random;
    const inner = getNullableType(type);
    if (!isNonNullType(type) && random.chance(0.06)) return { literal: 'null', json: null };
    if (isListType(inner)) {
      const items = Array.from({ length: random.int(0, 2) }, () => this.#value(inner.ofType, path));
      // A list of one can be written as its item.
      if (items.length === 1 && items[0]!.json !== null && random.chance(0.3)) return items[0]!;
      return {
        literal: `[${items.map(({ literal }) => literal).join(', ')}]`,
        json: items.map(({ json }) => json),
      };
    }
    if (isInputObjectType(inner)) {
      const given = Object.values(inner.getFields()).filter(() => random.chance(0.5));
      const values = given.map(({ name, type }) => ({ name, ...this.#value(type, `${inner.name}.${name}`) }));
      return {
        literal: `{ ${values.map(({ name, literal }) => `${name}: ${literal}`).join(', ')} }`,
        json: Object.fromEntries(values.map(({ name, json }) => [name, json])),
      };
    }
    if (isEnumType(inner)) {
      const { name } = random.pick(inner.getValues());
      return { literal: name, json: name };
    }
    const values = this.#words[path] ?? this.#words[path.slice(path.lastIndexOf('.') + 1)];
    if (!values) throw new Error(`There are no values to try for ${path}: ${String(type)}.`);
    const json = random.pick(values);
    return { literal: JSON.stringify(json), json };
  }

  #name(prefix: string): string {
    this.#names += 1;
    return `${prefix}${this.#names}`;
  }
}
