import type { ClientIdentity } from '../graphql/context.ts';
import type { ClientError } from '../lib/client-error.ts';
import type { DocumentFinder } from './find-document.ts';
import type { AccountedRequest } from './graphql-request.ts';
import { parametersOf } from './read-parameters.ts';
import type { Stage } from './stage.ts';

/** Versions of apps that are too old to be answered. */
export interface OutdatedClients {
  /** The error for a client that is too old; null for any other. */
  readonly refuse: (client: ClientIdentity) => ClientError | null;
  /** Operations that are answered all the same, by name. */
  readonly except: readonly string[];
}

/**
 * Refuses apps that are too old, before anything else is said about their requests. What such an app may still ask is
 * found here to know its name, and once more in its turn.
 */
export function refuseOutdated(
  { outdated }: { readonly outdated?: OutdatedClients },
  find: DocumentFinder,
): Stage<AccountedRequest> {
  return async (request, next) => {
    const tooOld = outdated?.refuse(request.client);
    if (!tooOld) return next(request);
    try {
      const { operation } = await find({ ...request, parameters: parametersOf(request) });
      if (!outdated!.except.includes(operation.name?.value ?? '')) throw tooOld;
    } catch {
      throw tooOld;
    }
    return next(request);
  };
}
