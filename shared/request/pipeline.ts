import { account } from './account.ts';
import { chargeQuota, chargeTo } from './charge-quota.ts';
import { coalesce } from './coalesce.ts';
import { execute } from './execute.ts';
import { documentFinder, findDocument } from './find-document.ts';
import type { GraphqlRequest } from './graphql-request.ts';
import { identify } from './identify.ts';
import { limitCost } from './limit-cost.ts';
import type { EndpointDefinition, PipelineDeps } from './pipeline-deps.ts';
import { readParameters } from './read-parameters.ts';
import { refuseOutdated } from './refuse-outdated.ts';
import { responseCache } from './response-cache.ts';
import { serveCached, storeResponse } from './serve-cached.ts';
import { shedLoad } from './shed-load.ts';
import { chain, type Next } from './stage.ts';

/** The way of a request to its response: the stages in their order, the first outermost. */
export function requestPipeline(definition: EndpointDefinition, deps: PipelineDeps): Next<GraphqlRequest> {
  const find = documentFinder(definition, deps);
  const charge = chargeTo(deps.quota);
  const cache = responseCache(deps.reuse.cacheBytes, deps.clock);
  deps.metrics.gauge('response_cache_bytes', 'Room that kept answers take.', [], () => [[{}, cache.bytes()]]);

  return (
    // While refusing is still cheap: nothing of the request has been read.
    chain(shedLoad(definition, deps))
      // Around all that follows, so that a refusal and a cached response are accounted for like any other.
      .to(account(deps))
      // Before anything else is said to an app that cannot do anything about it.
      .to(refuseOutdated(definition, find))
      .to(identify(definition))
      // By the text as it was sent, so that nothing of it is parsed.
      .to(serveCached(cache, charge))
      .to(readParameters)
      .to(findDocument(find))
      .to(limitCost(definition, deps))
      // Each client pays, though others may wait for the same execution.
      .to(chargeQuota(charge))
      .to(coalesce(deps))
      // Once an execution, whoever waits for it.
      .to(storeResponse(cache))
      .end(execute(deps))
  );
}
