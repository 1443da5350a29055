import type { ClientIdentity } from '../graphql/context.ts';
import type { ClientError } from '../lib/client-error.ts';

/** Versions of apps that are too old to be answered. */
export interface OutdatedClients {
  /** The error for a client that is too old; null for any other. */
  readonly refuse: (client: ClientIdentity) => ClientError | null;
  /** Operations that are answered all the same, by name. */
  readonly except: readonly string[];
}
