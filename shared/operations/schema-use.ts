import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInputType,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLEnumType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/** What a document uses of a schema, as schema coordinates: `Card`, `Card.badge`, `Query.home(first:)`, `Badge.SALE`. */
export interface SchemaUse {
  /** What is written in the document. */
  readonly written: ReadonlySet<string>;
  /**
   * That, and what a reader of the document cannot rule out: whatever its variables may carry, and whatever enum values
   * and types its answers may hold.
   */
  readonly possible: ReadonlySet<string>;
}

/**
 * What `document` uses of `schema`; what the schema does not have is left out. Selecting `__typename` or another field
 * of introspection uses nothing.
 *
 * @see https://spec.graphql.org/September2025/#sec-Schema-Coordinates
 */
export function schemaUseOf(schema: GraphQLSchema, document: DocumentNode): SchemaUse {
  const written = new Set<string>();
  const possible = new Set<string>();
  const typeInfo = new TypeInfo(schema);

  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field: () => {
        const field = typeInfo.getFieldDef();
        if (!field || field.name.startsWith('__')) return;
        written.add(typeInfo.getParentType()!.name).add(fieldCoordinate(typeInfo)!);
        noteAnswers(schema, getNamedType(field.type), possible);
      },
      Argument: () => {
        const argument = typeInfo.getArgument();
        const directive = typeInfo.getDirective();
        const owner = directive ? `@${directive.name}` : fieldCoordinate(typeInfo);
        if (argument && owner) written.add(`${owner}(${argument.name}:)`);
      },
      Directive: ({ name }) => void written.add(`@${name.value}`),
      // Of a variable or of a fragment's condition.
      NamedType: ({ name }) => void (schema.getType(name.value) && written.add(name.value)),
      VariableDefinition: ({ type }) => {
        const input = typeFromAST(schema, type);
        if (input && isInputType(input)) noteInputs(getNamedType(input), possible);
      },
      ObjectValue: () => {
        const input = getNamedType(typeInfo.getInputType());
        if (isInputObjectType(input)) written.add(input.name);
      },
      ObjectField: ({ name }) => {
        const input = getNamedType(typeInfo.getParentInputType());
        if (isInputObjectType(input) && input.getFields()[name.value])
          written.add(`${input.name}.${name.value}`);
      },
      EnumValue: ({ value }) => {
        const input = getNamedType(typeInfo.getInputType());
        if (isEnumType(input) && input.getValue(value)) written.add(input.name).add(`${input.name}.${value}`);
      },
    }),
  );
  return { written, possible: new Set([...written, ...possible]) };
}

/** The coordinate of the field that a visitor is in. */
function fieldCoordinate(typeInfo: TypeInfo): string | undefined {
  const [type, field] = [typeInfo.getParentType(), typeInfo.getFieldDef()];
  return type && field ? `${type.name}.${field.name}` : undefined;
}

function noteAnswers(schema: GraphQLSchema, type: GraphQLNamedType, coordinates: Set<string>): void {
  coordinates.add(type.name);
  if (isEnumType(type)) noteValues(type, coordinates);
  if (isAbstractType(type)) for (const { name } of schema.getPossibleTypes(type)) coordinates.add(name);
}

function noteInputs(type: GraphQLNamedType, coordinates: Set<string>): void {
  // An input object may hold itself.
  if (coordinates.has(type.name) && isInputObjectType(type)) return;
  coordinates.add(type.name);
  if (isEnumType(type)) noteValues(type, coordinates);
  if (!isInputObjectType(type)) return;
  for (const field of Object.values(type.getFields())) {
    coordinates.add(`${type.name}.${field.name}`);
    noteInputs(getNamedType(field.type), coordinates);
  }
}

function noteValues(type: GraphQLEnumType, coordinates: Set<string>): void {
  for (const { name } of type.getValues()) coordinates.add(`${type.name}.${name}`);
}
