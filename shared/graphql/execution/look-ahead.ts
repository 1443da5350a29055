import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionNode } from 'graphql';

/** As much of what a resolver is told as says what is asked for below its field. */
export type Asked = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

/**
 * Makes the function that tells whether any of the fields `names` is asked for below a field. It looks at names alone,
 * so that a field of another type that is called like one of them counts as well, and so does what `@skip` leaves out.
 */
export function lookAhead<Name extends string>(names: readonly Name[]): (asked: Asked) => boolean {
  const wanted: ReadonlySet<string> = new Set(names);
  /** By a field's nodes, which are the same array in every execution of a planned document. */
  const verdicts = new WeakMap<readonly FieldNode[], boolean>();

  return ({ fieldNodes, fragments }) => {
    const known = verdicts.get(fieldNodes);
    if (known !== undefined) return known;

    const spread = new Set<string>();
    const asks = (selection: SelectionNode): boolean => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const name = selection.name.value;
        // Once is enough: fragments that spread fragments twice each would take for ever.
        if (spread.has(name)) return false;
        spread.add(name);
        return fragments[name]!.selectionSet.selections.some(asks);
      }
      if (selection.kind === Kind.FIELD && wanted.has(selection.name.value)) return true;
      return selection.selectionSet?.selections.some(asks) ?? false;
    };
    const verdict = fieldNodes.some(asks);
    verdicts.set(fieldNodes, verdict);
    return verdict;
  };
}
