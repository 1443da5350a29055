import { ChangeType, diff } from '@graphql-inspector/core';
import {
  getNamedType,
  GraphQLString,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  parse,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import type { ShippedDocument } from '../shared/graphql/documents/release.ts';
import { schemaUseOf, type SchemaUse } from '../shared/graphql/schema-use.ts';

/** A change of the schema, in words. */
export interface SchemaChange {
  readonly message: string;
  /** Who asks for what it concerns, such as `bff-mobile 5.3.0: Home`. */
  readonly usedBy: readonly string[];
}

/** What the inspector says of a change; its own type leaves all of it open. */
interface InspectedChange {
  readonly type: string;
  readonly path?: string;
  readonly message: string;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly criticality: { readonly level: Level };
}

type Level = 'BREAKING' | 'DANGEROUS' | 'NON_BREAKING';

/** Whether a change concerns a document that uses the schema like this. */
type Concerns = (use: SchemaUse) => boolean;

export interface SchemaChanges {
  /** Somebody asks for what breaks. */
  readonly breakingAndUsed: readonly SchemaChange[];
  readonly breakingAndUnused: readonly SchemaChange[];
  /** Valid for every document, and yet an app may not be prepared for it: a new enum value, a default that changes. */
  readonly dangerous: readonly SchemaChange[];
  readonly safe: readonly SchemaChange[];
}

/**
 * What changes from one schema to the next, by what it does to `documents`.
 *
 * @see https://the-guild.dev/graphql/inspector/docs/commands/diff
 */
export async function compareSchemas(
  base: GraphQLSchema,
  next: GraphQLSchema,
  documents: readonly ShippedDocument[],
): Promise<SchemaChanges> {
  // Whoever could ask for what is gone asked for it by the schema that had it.
  const uses = documents.map(({ by, name, text }) => ({
    who: `${by}: ${name}`,
    use: schemaUseOf(base, parse(text)),
  }));
  const inspected = (await diff(base, next)) as readonly InspectedChange[];
  const changes = inspected.filter(saysSomething).map((change) => {
    const concerns = concernedBy(change, base, next);
    return {
      level: levelOf(change, base, next),
      message: messageOf(change),
      usedBy: uses.filter(({ use }) => concerns(use)).map(({ who }) => who),
    };
  });

  const { BREAKING = [], DANGEROUS = [], NON_BREAKING = [] } = Object.groupBy(changes, ({ level }) => level);
  return {
    breakingAndUsed: BREAKING.filter(({ usedBy }) => usedBy.length > 0).map(plain),
    breakingAndUnused: BREAKING.filter(({ usedBy }) => usedBy.length === 0).map(plain),
    dangerous: DANGEROUS.map(plain),
    safe: NON_BREAKING.map(plain),
  };
}

const plain = ({ message, usedBy }: SchemaChange): SchemaChange => ({ message, usedBy });

/** Its deprecation is said of a field or an enum value by a change of its own; of inputs only as a use of `@deprecated`. */
function saysSomething({ type, path = '' }: InspectedChange): boolean {
  if (!type.startsWith('DIRECTIVE_USAGE_') || !path.includes('.@deprecated')) return true;
  return /^DIRECTIVE_USAGE_(ARGUMENT_DEFINITION|INPUT_FIELD_DEFINITION)_/.test(type);
}

/** How bad a change is, where the inspector sees less than there is. */
function levelOf(
  { type, path = '', meta, criticality }: InspectedChange,
  base: GraphQLSchema,
  next: GraphQLSchema,
): Level {
  switch (type) {
    // Without its default, what may not be null must be given.
    case ChangeType.FieldArgumentDefaultChanged:
    case ChangeType.InputFieldDefaultValueChanged:
    case ChangeType.DirectiveArgumentDefaultValueChanged: {
      const input = inputAt(next, path);
      return input && isNonNullType(input.type) && input.defaultValue === undefined
        ? 'BREAKING'
        : 'DANGEROUS';
    }
    case ChangeType.DirectiveArgumentAdded: {
      const input = inputAt(next, `${path}.${String(meta['addedDirectiveArgumentName'])}`);
      return input && isRequired(input) ? 'BREAKING' : 'NON_BREAKING';
    }
    // graphql-js: a document that repeats it is valid no more.
    case ChangeType.DirectiveRepeatableRemoved:
      return 'BREAKING';
    // Text that is given a name and a specification is text on the wire as before; whoever generates types meets the name.
    case ChangeType.FieldTypeChanged:
      return isNamedText(outputAt(base, path), outputAt(next, path)) ? 'DANGEROUS' : criticality.level;
    // Of a type that is new, and yet it comes in answers that an app asked for before.
    case ChangeType.ObjectTypeInterfaceAdded:
      return isInterfaceType(base.getType(String(meta['addedInterfaceName']))) ? 'DANGEROUS' : 'NON_BREAKING';
    default:
      return criticality.level;
  }
}

function messageOf({ type, path = '', message }: InspectedChange): string {
  // It names the directive, and not what that stands on.
  return type.startsWith('DIRECTIVE_USAGE_ARGUMENT_') && path.includes('.@') && !/ of field /.test(message)
    ? `${path.split('.@')[0]}: ${message}`
    : message;
}

/** Which documents a change concerns. */
function concernedBy(
  { type, path = '', meta }: InspectedChange,
  base: GraphQLSchema,
  next: GraphQLSchema,
): Concerns {
  const [owner = '', member = '', argument = ''] = path.split('.');
  const field = `${owner}.${member}`;
  const using = (coordinate: string): Concerns => {
    return ({ possible }) => possible.has(coordinate);
  };
  // Of a directive, or of what a directive stands on.
  if (type.startsWith('DIRECTIVE_')) return using(owner);
  switch (type) {
    case ChangeType.FieldRemoved:
    case ChangeType.FieldTypeChanged:
    case ChangeType.EnumValueRemoved:
    case ChangeType.InputFieldRemoved:
      return using(path);
    case ChangeType.FieldArgumentRemoved:
      return using(`${field}(${argument}:)`);
    case ChangeType.FieldArgumentAdded:
      return using(field);
    case ChangeType.FieldArgumentDefaultChanged:
      return ({ omitted }) => omitted.has(`${field}(${argument}:)`);
    case ChangeType.InputFieldDefaultValueChanged:
      return ({ omitted }) => omitted.has(field);
    case ChangeType.FieldArgumentTypeChanged:
      return inputTypeChange(`${field}(${argument}:)`, inputAt(base, path), inputAt(next, path));
    case ChangeType.InputFieldTypeChanged:
      return inputTypeChange(field, inputAt(base, path), inputAt(next, path));
    case ChangeType.InputFieldAdded:
    case ChangeType.EnumValueAdded:
    case ChangeType.TypeRemoved:
    case ChangeType.TypeKindChanged:
    case ChangeType.UnionMemberRemoved:
    case ChangeType.UnionMemberAdded:
      return using(owner);
    case ChangeType.ObjectTypeInterfaceRemoved:
      return using(String(meta['removedInterfaceName']));
    case ChangeType.ObjectTypeInterfaceAdded:
      return using(String(meta['addedInterfaceName']));
    case ChangeType.SchemaMutationTypeChanged:
      return using(base.getMutationType()?.name ?? '');
    case ChangeType.SchemaSubscriptionTypeChanged:
      return using(base.getSubscriptionType()?.name ?? '');
    default:
      return () => true;
  }
}

/**
 * Whom it concerns that an argument or input field has another type. One that only may not be null any more is still fine
 * for whoever gives it a value; and for whoever leaves it out, where it has a default.
 *
 * @see https://spec.graphql.org/September2025/#sec-All-Variable-Usages-Are-Allowed
 */
function inputTypeChange(coordinate: string, before?: InputElement, after?: InputElement): Concerns {
  const onlyRequired = after && `${String(before?.type)}!` === String(after.type);
  const required = after && isRequired(after);
  return ({ possible, omitted, nulled }) =>
    (required && omitted.has(coordinate)) ||
    (onlyRequired ? nulled.has(coordinate) : possible.has(coordinate));
}

/** An argument or an input field. */
interface InputElement {
  readonly type: GraphQLInputType;
  readonly defaultValue?: unknown;
}

const isRequired = ({ type, defaultValue }: InputElement) =>
  isNonNullType(type) && defaultValue === undefined;

/** Scalars of the schemas here that are written as text: only these are what strings were before. */
const textScalars: ReadonlySet<string> = new Set(['CountryCode', 'DateTime', 'LocalDate']);

/** Whether a field that answered strings answers one of {@link textScalars}, as often and as null as before. */
function isNamedText(before?: GraphQLOutputType, after?: GraphQLOutputType): boolean {
  if (!before || !after) return false;
  const [text, scalar] = [getNamedType(before), getNamedType(after)];
  return (
    text === GraphQLString &&
    textScalars.has(scalar.name) &&
    String(before).replace('String', scalar.name) === String(after)
  );
}

/** The type of the field at a path of the inspector's: `Address.country`. */
function outputAt(schema: GraphQLSchema, path: string): GraphQLOutputType | undefined {
  const [owner = '', member = ''] = path.split('.');
  const type = schema.getType(owner);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[member]?.type : undefined;
}

/** The argument or input field at a path of the inspector's: `Query.home.first`, `Filter.brand`, `@tag.name`. */
function inputAt(schema: GraphQLSchema, path: string): InputElement | undefined {
  const [owner = '', member = '', argument] = path.split('.');
  if (owner.startsWith('@'))
    return schema.getDirective(owner.slice(1))?.args.find(({ name }) => name === member);
  const type = schema.getType(owner);
  if (isInputObjectType(type)) return type.getFields()[member];
  if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
  return type.getFields()[member]?.args.find(({ name }) => name === argument);
}
