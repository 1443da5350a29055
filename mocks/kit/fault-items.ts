import type { Fault } from './fault-plan.ts';

type Mutation = Extract<Fault, { kind: 'items' }>['mutation'];
type Item = Record<string, unknown>;

/** Spoils the items of a bulk answer: its first array or, failing that, its first keyed object. Else nothing. */
export function mutateItems(payload: string, mutation: Mutation): string {
  const answer = JSON.parse(payload) as Item;
  const entries = Object.entries(answer);
  const array = entries.find(([, value]) => Array.isArray(value));
  const keyed = entries.find(([, value]) => isItem(value));

  if (array) answer[array[0]] = mutateArray(array[1] as Item[], mutation);
  else if (keyed) answer[keyed[0]] = mutateKeyed(keyed[1] as Item, mutation);
  return JSON.stringify(answer);
}

function mutateArray(items: readonly Item[], mutation: Mutation): unknown[] {
  const [first, ...others] = items;
  if (first === undefined) return [];
  switch (mutation) {
    case 'missing':
      return others;
    case 'duplicated':
      return [first, ...items];
    case 'shuffled':
      return items.toReversed();
    case 'null':
      return [null, ...others];
    case 'swapped-ids': {
      const [second, ...rest] = others;
      if (second === undefined) return [first];
      return [{ ...first, ...idsOf(second) }, { ...second, ...idsOf(first) }, ...rest];
    }
  }
}

/** A keyed object names each item once, so `duplicated` leaves it as it is. */
function mutateKeyed(items: Item, mutation: Mutation): Item {
  const [first, ...others] = Object.entries(items);
  if (first === undefined) return {};
  switch (mutation) {
    case 'missing':
      return Object.fromEntries(others);
    case 'duplicated':
      return items;
    case 'shuffled':
      return Object.fromEntries([...others.toReversed(), first]);
    case 'null':
      return { ...items, [first[0]]: null };
    case 'swapped-ids': {
      const [second] = others;
      return second ? { ...items, [first[0]]: second[1], [second[0]]: first[1] } : items;
    }
  }
}

/** What an item is known by: its `id` or, in a service that spells it out, `product_id`, `order-id` and the like. */
function idsOf(item: Item): Item {
  const names = 'id' in item ? ['id'] : Object.keys(item).filter((name) => /([_-]id|Id)$/.test(name));
  return Object.fromEntries(names.map((name) => [name, item[name]]));
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null;
}
