import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { schemaUseOf } from './schema-use.ts';

/** Something that the schema says will go. */
export interface Deprecation {
  /** Its schema coordinate, such as `Card.onSale`, `Query.home(first:)` or `ProductSort.OLD`. */
  readonly coordinate: string;
  readonly reason: string;
}

/**
 * Everything that is deprecated in `schema`: fields, arguments, input fields and enum values.
 *
 * @see https://spec.graphql.org/September2025/#sec--deprecated
 */
export function deprecationsOf(schema: GraphQLSchema): readonly Deprecation[] {
  const members = Object.values(schema.getTypeMap()).flatMap((type): readonly Member[] => {
    const within = (member: Omit<Member, 'coordinate'> & { name: string }): Member => ({
      coordinate: `${type.name}.${member.name}`,
      deprecationReason: member.deprecationReason,
    });
    if (isEnumType(type)) return type.getValues().map(within);
    if (isInputObjectType(type)) return Object.values(type.getFields()).map(within);
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) => [
      within(field),
      ...field.args.map(({ name, deprecationReason }) => ({
        coordinate: `${type.name}.${field.name}(${name}:)`,
        deprecationReason,
      })),
    ]);
  });
  return members.flatMap(({ coordinate, deprecationReason: reason }) =>
    typeof reason === 'string' ? [{ coordinate, reason }] : [],
  );
}

/**
 * The deprecated coordinates that are written in `document`, in alphabetical order. It walks the whole document: ask
 * once, when a document is prepared.
 */
export function deprecatedFieldsOf(schema: GraphQLSchema, document: DocumentNode): readonly string[] {
  const { written } = schemaUseOf(schema, document);
  return deprecationsOf(schema)
    .map(({ coordinate }) => coordinate)
    .filter((coordinate) => written.has(coordinate))
    .sort();
}

interface Member {
  readonly coordinate: string;
  readonly deprecationReason?: string | null | undefined;
}
