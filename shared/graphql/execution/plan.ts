import {
  BREAK,
  getNullableType,
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  visit,
  type DocumentNode,
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Loading } from '../loads.ts';
import { collectFields, fragmentsOf, type Fragments, type Variables } from './collect-fields.ts';

/**
 * Everything about an operation that does not depend on data, worked out once. A selection is planned when an object
 * first needs it, since fragments that spread fragments can select far more than there is data for.
 */
export interface OperationPlan {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
  readonly root: () => SelectionPlan;
  /** The fields planned so far: what the plan takes of memory. */
  readonly size: () => number;
}

/** What is asked of one object type: its fields merged, and every `@skip` and `@include` decided. */
export interface SelectionPlan {
  /** The answer's object before anything is known of it. Its copies have one shape, which makes them fast. */
  readonly blank: Readonly<Record<string, unknown>>;
  /** All but `__typename`, which `blank` knows. */
  readonly fields: readonly FieldPlan[];
}

/** One field of an answer. */
export interface FieldPlan {
  /** Its name in the answer: the alias where there is one. */
  readonly key: string;
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  /** Undefined where it reads the property of its name. */
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | undefined;
  /** What it asks services for, where it declares that: asked for all of its parents at once. */
  readonly loading: Loading | undefined;
  /** Everywhere that the document asks for it. */
  readonly nodes: readonly FieldNode[];
  /** Whether its arguments are the same in every operation. */
  readonly isConstant: boolean;
  /** Those arguments, once somebody has asked for them. */
  constant?: Readonly<Record<string, unknown>>;
  readonly output: OutputPlan;
}

/** How a value becomes what the answer shows of it. */
export type OutputPlan = LeafPlan | ListPlan | ObjectPlan | AbstractPlan;

export interface LeafPlan {
  readonly kind: 'leaf';
  readonly nullable: boolean;
  readonly type: GraphQLLeafType;
  /** Whether serialising the value would give the value. */
  readonly isSerialised: (value: unknown) => boolean;
}

export interface ListPlan {
  readonly kind: 'list';
  readonly nullable: boolean;
  readonly item: OutputPlan;
}

export interface ObjectPlan {
  readonly kind: 'object';
  readonly nullable: boolean;
  readonly type: GraphQLObjectType;
  readonly selection: () => SelectionPlan;
}

export interface AbstractPlan {
  readonly kind: 'abstract';
  readonly nullable: boolean;
  readonly type: GraphQLAbstractType;
  readonly as: (type: GraphQLObjectType) => ObjectPlan;
}

/**
 * Plans an operation that is valid in `schema`.
 *
 * @param conditions the values of the variables that decide about `@skip` and `@include`
 */
export function planOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  conditions: Variables,
): OperationPlan {
  const fragments = fragmentsOf(document);
  let size = 0;

  function planSelection(
    type: GraphQLObjectType,
    nodes: readonly { selectionSet?: FieldNode['selectionSet'] }[],
  ) {
    const sets = nodes.map(({ selectionSet }) => selectionSet!);
    const blank = {};
    const fields: FieldPlan[] = [];
    for (const [key, nodes] of collectFields(type, sets, { schema, fragments, conditions })) {
      const definition = definitionOf(type, nodes[0]!.name.value);
      const isTypename = definition === TypeNameMetaFieldDef;
      // Not assigned: a client may call a field `__proto__`.
      Object.defineProperty(blank, key, {
        value: isTypename ? type.name : null,
        writable: true,
        enumerable: true,
        configurable: true,
      });
      if (!isTypename) fields.push(planField(type, key, nodes, definition));
      size += 1;
    }
    return { blank, fields };
  }

  function planField(
    parentType: GraphQLObjectType,
    key: string,
    nodes: readonly FieldNode[],
    definition: GraphQLField<unknown, unknown>,
  ): FieldPlan {
    return {
      key,
      parentType,
      definition,
      resolve: definition.resolve,
      loading: definition.extensions['loading'] as Loading | undefined,
      nodes,
      isConstant: !hasVariables(nodes[0]!),
      output: planOutput(definition.type, nodes),
    };
  }

  function planOutput(outputType: GraphQLOutputType, nodes: readonly FieldNode[]): OutputPlan {
    const nullable = !isNonNullType(outputType);
    const type = getNullableType(outputType);
    if (isListType(type)) return { kind: 'list', nullable, item: planOutput(type.ofType, nodes) };
    const planObject = (type: GraphQLObjectType): ObjectPlan => {
      const selection = once(() => planSelection(type, nodes));
      return { kind: 'object', nullable, type, selection };
    };
    if (isObjectType(type)) return planObject(type);
    if (isAbstractType(type)) return { kind: 'abstract', nullable, type, as: oncePer(planObject) };
    return { kind: 'leaf', nullable, type, isSerialised: serialisedForm(type) };
  }

  function definitionOf(type: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> {
    if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
    return type.getFields()[name]!;
  }

  const rootType = schema.getRootType(operation.operation)!;
  const root = once(() => planSelection(rootType, [operation]));
  return { schema, operation, fragments, root, size: () => size };
}

function hasVariables(node: FieldNode): boolean {
  let found = false;
  const Variable = () => {
    found = true;
    return BREAK;
  };
  for (const argument of node.arguments ?? []) visit(argument, { Variable });
  return found;
}

/** What the built-in types would say of a value, without the ceremony. */
function serialisedForm(type: GraphQLLeafType): LeafPlan['isSerialised'] {
  if (isEnumType(type)) return (value) => typeof value === 'string' && type.getValue(value)?.value === value;
  switch (type.serialize) {
    case GraphQLString.serialize:
    case GraphQLID.serialize:
      return (value) => typeof value === 'string';
    case GraphQLBoolean.serialize:
      return (value) => typeof value === 'boolean';
    case GraphQLInt.serialize:
      return (value) => typeof value === 'number' && (value | 0) === value;
    case GraphQLFloat.serialize:
      return Number.isFinite;
    default:
      return () => false;
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

function oncePer<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}
