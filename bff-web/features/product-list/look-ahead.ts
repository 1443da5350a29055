import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionNode } from 'graphql';
import type { Product } from '../../generated/resolvers.ts';

/** What a card does not answer. */
const beyondCards: ReadonlySet<string> = new Set<keyof Product>([
  'createdAt',
  'description',
  'seo',
  'tags',
  'variants',
]);

/** By a field's nodes, which are the same array in every execution of a planned document. */
const verdicts = new WeakMap<readonly FieldNode[], boolean>();

/**
 * Whether cards answer whatever is asked below a field. It looks at names alone, so that a field of another type that
 * is called like one beyond cards counts as well, and so does what `@skip` leaves out: a wrong no costs a larger
 * answer of the catalog.
 */
export function cardsSuffice({
  fieldNodes,
  fragments,
}: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>): boolean {
  const known = verdicts.get(fieldNodes);
  if (known !== undefined) return known;

  const spread = new Set<string>();
  const goesBeyond = (selection: SelectionNode): boolean => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const name = selection.name.value;
      // Once is enough: fragments that spread fragments twice each would take for ever.
      if (spread.has(name)) return false;
      spread.add(name);
      return fragments[name]!.selectionSet.selections.some(goesBeyond);
    }
    if (selection.kind === Kind.FIELD && beyondCards.has(selection.name.value)) return true;
    return selection.selectionSet?.selections.some(goesBeyond) ?? false;
  };
  const verdict = !fieldNodes.some(goesBeyond);
  verdicts.set(fieldNodes, verdict);
  return verdict;
}
