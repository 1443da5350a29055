import type { DocumentFinder } from './find-document.ts';
import type { AccountedRequest } from './graphql-request.ts';
import type { EndpointDefinition } from './pipeline-deps.ts';
import { parametersOf } from './read-parameters.ts';
import type { Stage } from './stage.ts';

/**
 * Refuses apps that are too old, before anything else is said about their requests. What such an app may still ask is
 * found here to know its name, and once more in its turn.
 */
export function refuseOutdated(
  { outdated }: Pick<EndpointDefinition, 'outdated'>,
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
