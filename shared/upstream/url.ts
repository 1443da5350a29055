import { badInput } from '../lib/client-error.ts';

/** Query values; those that are undefined are left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/**
 * The address of `route` (a template such as `/products/:id`) below `base`, which may have a path of its own.
 * Every parameter is encoded into exactly one segment.
 *
 * @throws {ClientError} `BAD_USER_INPUT` for a parameter that a URL parser would resolve away (`.`, `..`, the empty
 *   string) or that is not well-formed Unicode
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

function segment(name: string, value: string | undefined): string {
  if (value === undefined || /^\.{0,2}$/.test(value) || !value.isWellFormed()) {
    throw badInput(name, value, 'an id');
  }
  return encodeURIComponent(value);
}
