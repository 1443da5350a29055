import { defineMobile } from '../bff-mobile/definition.ts';
import { defineWeb } from '../bff-web/definition.ts';
import type { BffDefinition } from '../shared/process/create-bff.ts';

interface Client {
  readonly folder: `bff-${string}`;
  readonly define: () => Promise<BffDefinition>;
}

/** Every client type there is, with its folder: the one list that the tests go by. */
export const clients = [
  { folder: 'bff-web', define: defineWeb },
  { folder: 'bff-mobile', define: defineMobile },
] as const satisfies readonly Client[];

/** The folder of the releases of a client. */
export function releasesOf(folder: Folder): URL {
  return new URL(`../${folder}/releases/`, import.meta.url);
}

/** A client type, by its folder. */
export type Folder = (typeof clients)[number]['folder'];
type Prefix = Folder extends `bff-${infer Name}` ? Uppercase<Name> : never;

/** The variables that say where a BFF listens. */
export type ClientPortVariable = `${Prefix}_PORT` | `${Prefix}_OPS_PORT`;

/** Where a BFF listens for its clients, and where for its operators. */
export function portVariablesOf(folder: Folder): readonly [ClientPortVariable, ClientPortVariable] {
  const prefix = folder.replace('bff-', '').toUpperCase() as Prefix;
  return [`${prefix}_PORT`, `${prefix}_OPS_PORT`];
}

export const clientPortVariables = clients.flatMap(({ folder }) => portVariablesOf(folder));
