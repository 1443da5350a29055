/** A place in a response (the GraphQL specification, 7.1.2): names of fields, and numbers of items in lists. */
export type Path = readonly (string | number)[];

/** Further places of which an entry tells the same: its field, in other items of the same lists. */
export interface Also {
  /** How many there are. */
  readonly count: number;
  /** What stands in each of them where `path` has its numbers, in their order; of the first {@link MAX_LISTED} places. */
  readonly at: readonly (readonly number[])[];
}

/** Places that one entry lists. More is told by their count alone. */
const MAX_LISTED = 100;

/** Entries that tell the same of the same field. */
export interface Group<Entry> {
  /** All of them, by their place in the response. */
  readonly entries: readonly Entry[];
  /** Undefined where there is but one. */
  readonly also: Also | undefined;
}

/**
 * Puts together what tells the same of the same field, however many items of a list have it.
 *
 * @param entries what has no path stays alone
 * @param sameness what must be equal of two entries besides their field
 */
export function groupByField<Entry extends { readonly path?: Path | undefined }>(
  entries: readonly Entry[],
  sameness: (entry: Entry) => unknown,
): readonly Group<Entry>[] {
  const groups = Map.groupBy(entries, (entry) =>
    entry.path
      ? JSON.stringify([entry.path.map((key) => (typeof key === 'number' ? null : key)), sameness(entry)])
      : entry,
  );
  return [...groups.values()].map((group) => {
    if (group.length === 1) return { entries: group, also: undefined };
    const placed = group
      .map((entry) => ({ entry, at: entry.path!.filter((key) => typeof key === 'number') }))
      .sort((a, b) => inOrder(a.at, b.at));
    const others = placed.slice(1);
    return {
      entries: placed.map(({ entry }) => entry),
      also: { count: others.length, at: others.slice(0, MAX_LISTED).map(({ at }) => at) },
    };
  });
}

/** Both are places of one field, and so equally long. */
function inOrder(a: readonly number[], b: readonly number[]): number {
  for (const [index, number] of a.entries()) if (number !== b[index]) return number - b[index]!;
  return 0;
}

/** As many bytes of JSON as a response spends on what is wrong with it: the smallest screens weigh twice that. */
const MAX_BYTES = 6_000;

/**
 * The first of `entries`, as many as a response has room for, and how many that leaves out. The first is always in.
 */
export function withinRoom<Entry>(entries: readonly Entry[]): {
  readonly told: readonly Entry[];
  readonly omitted: number;
} {
  let bytes = 0;
  const told = entries.filter((entry, index) => {
    if (bytes <= MAX_BYTES) bytes += Buffer.byteLength(JSON.stringify(entry));
    return index === 0 || bytes <= MAX_BYTES;
  });
  return { told, omitted: entries.length - told.length };
}
