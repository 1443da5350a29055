import type { ApolloServer } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { FieldCosts } from '../graphql/cost.ts';
import type { CostQuota } from '../graphql/cost-quota.ts';
import type { PreparedDocuments } from '../graphql/documents/prepared-documents.ts';
import type { DocumentLookup } from '../graphql/documents/requested-document.ts';
import type { ExecutionContext } from '../graphql/execution/planned-execution.ts';
import type { OperationLimits } from '../graphql/limits.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Upstreams } from '../upstreams/index.ts';
import { account, type KnownNames } from './account.ts';
import { chargeQuota, chargeTo } from './charge-quota.ts';
import { coalesce } from './coalesce.ts';
import { execute } from './execute.ts';
import { documentFinder, findDocument } from './find-document.ts';
import type { GraphqlRequest } from './graphql-request.ts';
import { identify } from './identify.ts';
import { limitCost } from './limit-cost.ts';
import { readParameters } from './read-parameters.ts';
import { refuseOutdated, type OutdatedClients } from './refuse-outdated.ts';
import { responseCache } from './response-cache.ts';
import { serveCached, storeResponse } from './serve-cached.ts';
import { shedLoad, type LoadShedder } from './shed-load.ts';
import { chain, type Next } from './stage.ts';

/** How responses are reused between requests. None of it changes a response. */
export interface ResponseReuse {
  /** Executes identical operations that are under way at the same time once. */
  readonly coalesce: boolean;
  /** Room for responses that are given again; with 0 none is kept, nor may any client keep one. */
  readonly cacheBytes: number;
}

/** What of a BFF decides how its requests are answered. */
export interface EndpointDefinition {
  readonly schema: GraphQLSchema;
  /** The time budget of a whole operation. */
  readonly deadlineMs: number;
  /** Operations that are shed last when there is too much work, by name. */
  readonly critical: readonly string[];
  /** Which versions of its apps are answered no more, but for the operations that tell them so. */
  readonly outdated?: OutdatedClients;
  /** What one operation may ask for, and one client in a minute. */
  readonly limits: OperationLimits;
  readonly costs: FieldCosts;
}

export interface PipelineDeps {
  readonly load: LoadShedder;
  readonly prepared: PreparedDocuments;
  readonly documents: DocumentLookup;
  readonly quota: CostQuota;
  readonly reuse: ResponseReuse;
  readonly apollo: ApolloServer<ExecutionContext>;
  readonly upstreams: Upstreams;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly known: KnownNames;
  /** Whether the schema may be asked for, and errors may say what of it was meant. */
  readonly introspection: boolean;
}

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
