import type { Also, Path } from '../graphql/places.ts';

/** What of a response's entries the recipe below reads; the README shows it to frontends as it stands. */
interface GraphQLError {
  readonly path?: Path;
  readonly extensions?: Readonly<Record<string, unknown>> & { readonly also?: Also };
}

const everywhere = <Entry extends GraphQLError>(errors: readonly Entry[]) =>
  errors.flatMap((error) => {
    const others = error.extensions?.also?.at ?? [];
    return [error, ...others.map((at) => ({ ...error, path: replaced(error.path ?? [], at) }))];
  });

const replaced = (path: Path, at: readonly number[]) => {
  const numbers = at.values();
  return path.map((key) => (typeof key === 'number' ? numbers.next().value! : key));
};

/** The errors of a response, each at each of its places, as a server tells them that does not put them together. */
export function errorsEverywhere<Entry extends GraphQLError>(errors: readonly Entry[] = []): Entry[] {
  return everywhere(errors).map((error) => {
    if (!error.extensions?.also) return error;
    const { also: _also, ...extensions } = error.extensions;
    return { ...error, extensions };
  });
}

/** The same of what is old. */
export function degradedEverywhere<Entry extends { readonly path: Path; readonly also?: Also }>(
  degraded: readonly Entry[] = [],
): Omit<Entry, 'also'>[] {
  return degraded.flatMap(({ also, ...entry }) => [
    entry,
    ...(also?.at ?? []).map((at) => ({ ...entry, path: replaced(entry.path, at) })),
  ]);
}
