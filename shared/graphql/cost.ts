import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  typeFromAST,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** What one field costs before anything of it is known, beyond what it is made of. */
export interface FieldCost {
  /** For what services are asked, each time that the field is answered: see {@link FieldCosts}. */
  readonly points?: number;
  /** How many items it has at most. */
  readonly items?: {
    /** The argument that says so. */
    readonly argument?: string;
    /** Where that is left out; and where there is none. */
    readonly otherwise: number;
    /** The field below which the items are, as in a connection; they are its own unless given. */
    readonly below?: string;
  };
}

/**
 * Costs by field, as in `Product.price`. A field that is not named costs nothing but what is asked below it. Points
 * stand for work that a service does: 1 for an item of a call that many share, 10 for a call of its own.
 */
export type FieldCosts = Readonly<Record<string, FieldCost>>;

/**
 * The most that an operation can cost, in points: what each field costs, as often as it can be answered. As in the
 * specification of GraphQL cost directives, lists multiply what is below them.
 *
 * @param operation of `document`, which is valid in `schema` and within its limits
 * @param variables coerced
 * @see https://ibm.github.io/graphql-specs/cost-spec.html
 */
export function costOf(
  schema: GraphQLSchema,
  costs: FieldCosts,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }

  const isIncluded = (node: SelectionNode) =>
    valuesFrom(() => getDirectiveValues(GraphQLSkipDirective, node, variables))?.['if'] !== true &&
    valuesFrom(() => getDirectiveValues(GraphQLIncludeDirective, node, variables))?.['if'] !== false;

  /** The fields asked of an object of `type`, by their names in the answer: what is asked twice is answered once. */
  const collect = (
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    into = new Map<string, FieldNode[]>(),
  ): ReadonlyMap<string, FieldNode[]> => {
    for (const selection of sets.flatMap(({ selections }) => selections)) {
      if (!isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const nodes = into.get(key);
        if (nodes) nodes.push(selection);
        else into.set(key, [selection]);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!;
      const condition = fragment.typeCondition && typeFromAST(schema, fragment.typeCondition);
      const applies =
        !condition || condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
      if (applies) collect(type, [fragment.selectionSet], into);
    }
    return into;
  };

  /** @param sized how many items a field below has, where the one above it says so */
  const costOfSets = (
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    sized?: { readonly field: string; readonly items: number },
  ): number => {
    let sum = 0;
    for (const nodes of collect(type, sets).values()) {
      const [node] = nodes;
      const definition = type.getFields()[node!.name.value];
      // `__typename` and its like.
      if (!definition) continue;
      const { points = 0, items } = costs[`${type.name}.${definition.name}`] ?? {};
      const given = items ? valuesFrom(() => getArgumentValues(definition, node!, variables)) : {};
      // Its arguments are refused, and it is never answered.
      if (!given) continue;
      const count = items ? countOf(items, given) : 1;
      const output = getNamedType(definition.type);
      const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      let inner = 0;
      if (below.length > 0 && isCompositeType(output)) {
        const passedOn = items?.below === undefined ? undefined : { field: items.below, items: count };
        const types = isObjectType(output) ? [output] : schema.getPossibleTypes(output);
        inner = Math.max(0, ...types.map((each) => costOfSets(each, below, passedOn)));
      }
      const own = items?.below === undefined ? count : 1;
      sum += points + inner * own * (sized?.field === definition.name ? sized.items : 1);
    }
    return sum;
  };

  const root = schema.getRootType(operation.operation);
  return root ? costOfSets(root, [operation.selectionSet]) : 0;
}

/**
 * What `read` finds; undefined where it throws, as it does for a null in a variable that may be null, used where null may
 * not stand. Execution tells the client.
 */
function valuesFrom<Values>(read: () => Values): Values | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** More than any list gives, so that one field cannot cost more than numbers hold. */
const MOST_ITEMS = 1_000;

/** A count that is no count, or more than a list gives, is refused by the field itself, which costs nothing. */
function countOf(
  { argument, otherwise }: NonNullable<FieldCost['items']>,
  given: Readonly<Record<string, unknown>>,
): number {
  const asked = argument === undefined ? undefined : given[argument];
  return typeof asked === 'number' ? Math.min(Math.max(0, asked), MOST_ITEMS) : otherwise;
}
