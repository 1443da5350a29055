import { ChangeType, diff } from '@graphql-inspector/core';
import { parse, type GraphQLSchema } from 'graphql';
import type { ShippedDocument } from '../shared/operations/release.ts';
import { schemaUseOf } from '../shared/operations/schema-use.ts';

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
  readonly criticality: { readonly level: 'BREAKING' | 'DANGEROUS' | 'NON_BREAKING' };
}

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
    possible: schemaUseOf(base, parse(text)).possible,
  }));
  const inspected = (await diff(base, next)) as readonly InspectedChange[];
  const changes = inspected
    // The same changes once more, as uses of `@deprecated`.
    .filter(({ type }) => !type.startsWith('DIRECTIVE_USAGE_'))
    .map((change) => {
      const concerned = concernedBy(change);
      const users = uses.filter(({ possible }) => !concerned || possible.has(concerned));
      return {
        level: change.criticality.level,
        message: change.message,
        usedBy: users.map(({ who }) => who),
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

/**
 * The schema coordinate that a document must use for the change to concern it; `undefined` when it concerns every
 * document.
 */
function concernedBy({ type, path = '', meta }: InspectedChange): string | undefined {
  const [owner = '', member = '', argument = ''] = path.split('.');
  const field = `${owner}.${member}`;
  if (type.startsWith('DIRECTIVE_')) return owner;
  switch (type) {
    case ChangeType.FieldRemoved:
    case ChangeType.FieldTypeChanged:
    case ChangeType.EnumValueRemoved:
    case ChangeType.InputFieldRemoved:
      return path;
    case ChangeType.FieldArgumentRemoved:
      return `${field}(${argument}:)`;
    // Here those are concerned who leave it out.
    case ChangeType.FieldArgumentAdded:
    case ChangeType.FieldArgumentDefaultChanged:
      return field;
    case ChangeType.FieldArgumentTypeChanged:
      return becomesRequired(meta['newArgumentType']) ? field : `${field}(${argument}:)`;
    case ChangeType.InputFieldAdded:
      return owner;
    case ChangeType.InputFieldTypeChanged:
      return becomesRequired(meta['newInputFieldType']) ? owner : field;
    case ChangeType.EnumValueAdded:
    case ChangeType.InputFieldDefaultValueChanged:
    case ChangeType.TypeRemoved:
    case ChangeType.TypeKindChanged:
    case ChangeType.UnionMemberRemoved:
    case ChangeType.UnionMemberAdded:
      return owner;
    case ChangeType.ObjectTypeInterfaceRemoved:
      return String(meta['removedInterfaceName']);
    case ChangeType.ObjectTypeInterfaceAdded:
      return String(meta['addedInterfaceName']);
    default:
      return undefined;
  }
}

const becomesRequired = (type: unknown) => String(type).endsWith('!');
