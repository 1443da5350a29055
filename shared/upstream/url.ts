import { badInput } from '../lib/client-error.ts';

/** Query values; those that are undefined are left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/**
 * The address of `route` (a template such as `/products/:id`) below `base`, which may have a path of its own.
 * Every parameter is encoded into exactly one segment.
 *
 * @throws {ClientError} `BAD_USER_INPUT` for a parameter that a URL parser would resolve away (`.`, `..`, the empty
 *   string), that is not well-formed Unicode, or that is longer than any id
 */
export function buildUrl(
  base: string,
  route: string,
  params: Readonly<Record<string, string>> = {},
  query: Query = {},
): string {
  const path = route.replace(/:(\w+)/g, (_, name: string) => segment(name, params[name]));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size > 0 ? `${base}${path}?${search.toString()}` : `${base}${path}`;
}

/** A service's own limit on the length of a URL would read as a fault of the service. */
const MAX_SEGMENT_LENGTH = 256;

function segment(name: string, value: string | undefined): string {
  const impossible =
    value === undefined ||
    /^\.{0,2}$/.test(value) ||
    value.length > MAX_SEGMENT_LENGTH ||
    !value.isWellFormed();
  if (impossible) throw badInput(name, value, 'an id');
  return encodeURIComponent(value);
}
