import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isInterfaceType,
  isListType,
  isObjectType,
  typeFromAST,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
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

/**
 * Looks for the deprecated input fields and enum values that variables carry: the document that declares them does not
 * say it. Answers in alphabetical order.
 */
export function deprecatedInputs(
  schema: GraphQLSchema,
): (operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>) => readonly string[] {
  const deprecated = new Set(deprecationsOf(schema).map(({ coordinate }) => coordinate));
  const hasInputs = Object.values(schema.getTypeMap()).some(
    (type) =>
      (isEnumType(type) && type.getValues().some(({ name }) => deprecated.has(`${type.name}.${name}`))) ||
      (isInputObjectType(type) &&
        Object.keys(type.getFields()).some((name) => deprecated.has(`${type.name}.${name}`))),
  );
  // As good as every schema, and then nothing a client sends is walked through.
  if (!hasInputs) return () => [];

  return ({ variableDefinitions = [] }, variables) => {
    const found = new Set<string>();
    const note = (coordinate: string) => void (deprecated.has(coordinate) && found.add(coordinate));
    /** What does not fit its type is refused later, and is none of these. */
    const walk = (inputType: GraphQLInputType, value: unknown): void => {
      const type = getNullableType(inputType);
      if (isListType(type)) {
        // A list of one can be given as its item.
        for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) walk(type.ofType, item);
      } else if (isEnumType(type)) {
        if (typeof value === 'string') note(`${type.name}.${value}`);
      } else if (isInputObjectType(type) && typeof value === 'object' && value !== null) {
        for (const field of Object.values(type.getFields())) {
          if (!Object.hasOwn(value, field.name)) continue;
          note(`${type.name}.${field.name}`);
          walk(field.type, (value as Record<string, unknown>)[field.name]);
        }
      }
    };
    for (const { variable, type } of variableDefinitions) {
      const input = typeFromAST(schema, type);
      if (isInputType(input)) walk(input, variables[variable.name.value]);
    }
    return [...found].sort();
  };
}

interface Member {
  readonly coordinate: string;
  readonly deprecationReason?: string | null | undefined;
}
