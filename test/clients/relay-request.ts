import {
  getNamedType,
  isListType,
  getNullableType,
  isObjectType,
  Kind,
  parse,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import type { ConcreteRequest } from 'relay-runtime';

/**
 * What Relay's compiler makes of a document: the text that is persisted, with the `id` of every object that has one, and the
 * two trees by which its runtime keeps an answer and reads it again. Fragments are read where they are spread, as
 * `@relay(mask: false)` has it. The compiler itself is left out for its weight (five native programs of 120 MB); it made the
 * same trees of these documents when this was written. Handles what the documents hold: no directives, no abstract types.
 *
 * @param identify gives the text its id
 */
export function relayRequest(
  schema: GraphQLSchema,
  text: string,
  identify: (text: string) => string,
): { readonly request: ConcreteRequest; readonly text: string } {
  const document = parse(text, { noLocation: true });
  const sent = withIds(schema, document);
  const { name, operation: operationKind, variableDefinitions = [] } = operationOf(document);
  const argumentDefinitions = variableDefinitions.map(({ variable, defaultValue }) => ({
    kind: 'LocalArgument' as const,
    name: variable.name.value,
    defaultValue: defaultValue ? valueFromASTUntyped(defaultValue) : null,
  }));
  const root = schema.getRootType(operationOf(document).operation)!;
  const printed = `${print(sent)}\n`;
  return {
    text: printed,
    request: {
      kind: 'Request',
      fragment: {
        kind: 'Fragment',
        name: name!.value,
        type: root.name,
        metadata: null,
        abstractKey: null,
        argumentDefinitions,
        selections: selectionsOf(document, root),
      },
      operation: {
        kind: 'Operation',
        name: name!.value,
        argumentDefinitions,
        selections: selectionsOf(sent, root),
      },
      params: { id: identify(printed), name: name!.value, operationKind, text: null, metadata: {} },
    } as unknown as ConcreteRequest,
  };
}

function operationOf({ definitions }: DocumentNode): OperationDefinitionNode {
  return definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)!;
}

function withIds(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      Field: {
        leave(node) {
          const type = getNamedType(types.getType());
          const selections = node.selectionSet?.selections;
          if (!selections || !isObjectType(type) || !type.getFields()['id']) return undefined;
          if (selections.some((each) => each.kind === Kind.FIELD && each.name.value === 'id' && !each.alias))
            return undefined;
          const id = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: 'id' } } as const;
          return { ...node, selectionSet: { ...node.selectionSet, selections: [...selections, id] } };
        },
      },
    }),
  );
}

interface Selection {
  readonly kind: 'LinkedField' | 'ScalarField';
  readonly alias: string | null;
  readonly name: string;
  readonly args: readonly object[] | null;
  readonly storageKey: null;
  readonly selections?: readonly Selection[];
}

function selectionsOf(document: DocumentNode, root: GraphQLObjectType): readonly Selection[] {
  const fragments = new Map(
    document.definitions
      .filter(
        (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
      )
      .map((definition) => [definition.name.value, definition]),
  );

  /** One selection for each key of the answer, whichever fragments it comes from. */
  const collect = (sets: readonly SelectionSetNode[], parent: GraphQLObjectType): readonly Selection[] => {
    const byKey = new Map<string, { field: Selection; sets: SelectionSetNode[] }>();
    const walk = ({ selections }: SelectionSetNode): void => {
      for (const node of selections) {
        if (node.directives?.length)
          throw new Error(`a directive, which is not handled here: ${print(node)}`);
        if (node.kind === Kind.FRAGMENT_SPREAD) walk(fragments.get(node.name.value)!.selectionSet);
        else if (node.kind === Kind.INLINE_FRAGMENT) walk(node.selectionSet);
        else {
          const key = node.alias?.value ?? node.name.value;
          const args = node.arguments?.map(({ name, value }) => argument(name.value, value)) ?? [];
          const found = byKey.get(key) ?? {
            field: {
              kind: node.selectionSet ? 'LinkedField' : 'ScalarField',
              alias: node.alias?.value ?? null,
              name: node.name.value,
              args: args.length > 0 ? args.toSorted((a, b) => (a.name < b.name ? -1 : 1)) : null,
              storageKey: null,
            },
            sets: [],
          };
          if (node.selectionSet) found.sets.push(node.selectionSet);
          byKey.set(key, found);
        }
      }
    };
    sets.forEach(walk);
    return [...byKey.values()].map(({ field, sets: inner }) => {
      if (field.kind === 'ScalarField') return field;
      const type = parent.getFields()[field.name]!.type;
      const object = getNamedType(type) as GraphQLObjectType;
      return {
        ...field,
        concreteType: object.name,
        plural: isListType(getNullableType(type)),
        selections: collect(inner, object),
      };
    });
  };
  return collect([operationOf(document).selectionSet], root);
}

interface Argument {
  readonly kind: string;
  readonly name: string;
  readonly [detail: string]: unknown;
}

/** @see `NormalizationArgument` of relay-runtime */
function argument(name: string, node: ValueNode): Argument {
  if (node.kind === Kind.VARIABLE) return { kind: 'Variable', name, variableName: node.name.value };
  if (!print(node).includes('$')) return { kind: 'Literal', name, value: valueFromASTUntyped(node) };
  if (node.kind === Kind.LIST) {
    const items = node.values.map((value, index) => argument(`${name}.${index}`, value));
    return { kind: 'ListValue', name, items };
  }
  const fields = node.kind === Kind.OBJECT ? node.fields : [];
  return {
    kind: 'ObjectValue',
    name,
    fields: fields.map((field) => argument(field.name.value, field.value)),
  };
}
