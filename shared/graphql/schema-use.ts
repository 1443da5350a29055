import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isNullableType,
  isRequiredInputField,
  Kind,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLEnumType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type ValueNode,
  type VariableDefinitionNode,
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
  /** Arguments and input fields that the document, or whoever fills in its variables, may leave out. */
  readonly omitted: ReadonlySet<string>;
  /** Arguments and input fields that it may give null. */
  readonly nulled: ReadonlySet<string>;
}

/** What is gathered of {@link SchemaUse} where inputs are concerned. */
interface InputUse {
  readonly possible: Set<string>;
  readonly omitted: Set<string>;
  readonly nulled: Set<string>;
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
  const omitted = new Set<string>();
  const nulled = new Set<string>();
  const inputs: InputUse = { possible, omitted, nulled };
  const typeInfo = new TypeInfo(schema);
  const variables = variablesOf(document);
  const noteValue = (coordinate: string, value: ValueNode | undefined) => {
    const variable = value?.kind === Kind.VARIABLE ? variables.get(value.name.value) : undefined;
    const mayBeNull = variable ? variable.type.kind !== Kind.NON_NULL_TYPE : value?.kind === Kind.NULL;
    if (mayBeNull) nulled.add(coordinate);
    if (!value || (variable && mayBeNull && !variable.defaultValue)) omitted.add(coordinate);
  };

  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field: ({ arguments: given = [] }) => {
        const field = typeInfo.getFieldDef();
        if (!field || field.name.startsWith('__')) return;
        const coordinate = fieldCoordinate(typeInfo)!;
        written.add(typeInfo.getParentType()!.name).add(coordinate);
        for (const { name } of field.args) {
          noteValue(`${coordinate}(${name}:)`, given.find((each) => each.name.value === name)?.value);
        }
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
        if (input && isInputType(input)) noteInputs(getNamedType(input), inputs);
      },
      ObjectValue: ({ fields }) => {
        const input = getNamedType(typeInfo.getInputType());
        if (!isInputObjectType(input)) return;
        written.add(input.name);
        for (const name of Object.keys(input.getFields())) {
          noteValue(`${input.name}.${name}`, fields.find((each) => each.name.value === name)?.value);
        }
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
  return { written, possible: new Set([...written, ...possible]), omitted, nulled };
}

/** The variables of a document's operations, by name. */
function variablesOf({ definitions }: DocumentNode): ReadonlyMap<string, VariableDefinitionNode> {
  const variables = definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION ? (each.variableDefinitions ?? []) : [],
  );
  return new Map(variables.map((each) => [each.variable.name.value, each]));
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

function noteInputs(type: GraphQLNamedType, inputs: InputUse): void {
  const { possible, omitted, nulled } = inputs;
  // An input object may hold itself.
  if (possible.has(type.name) && isInputObjectType(type)) return;
  possible.add(type.name);
  if (isEnumType(type)) noteValues(type, possible);
  if (!isInputObjectType(type)) return;
  for (const field of Object.values(type.getFields())) {
    const coordinate = `${type.name}.${field.name}`;
    possible.add(coordinate);
    if (!isRequiredInputField(field)) omitted.add(coordinate);
    if (isNullableType(field.type)) nulled.add(coordinate);
    noteInputs(getNamedType(field.type), inputs);
  }
}

function noteValues(type: GraphQLEnumType, coordinates: Set<string>): void {
  for (const { name } of type.getValues()) coordinates.add(`${type.name}.${name}`);
}
