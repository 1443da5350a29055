import type { ApolloServer } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { ClientIdentity } from '../graphql/context.ts';
import type { FieldCosts } from '../graphql/cost.ts';
import type { CostQuota } from '../graphql/cost-quota.ts';
import type { PreparedDocuments } from '../graphql/documents/prepared-documents.ts';
import type { DocumentLookup } from '../graphql/documents/requested-document.ts';
import type { ExecutionContext } from '../graphql/execution/planned-execution.ts';
import type { OperationLimits } from '../graphql/limits.ts';
import type { ClientError } from '../lib/client-error.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Upstreams } from '../upstreams/index.ts';

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

/** Versions of apps that are too old to be answered. */
export interface OutdatedClients {
  /** The error for a client that is too old; null for any other. */
  readonly refuse: (client: ClientIdentity) => ClientError | null;
  /** Operations that are answered all the same, by name. */
  readonly except: readonly string[];
}

/** What the stages stand on. */
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

/** How responses are reused between requests. None of it changes a response. */
export interface ResponseReuse {
  /** Executes identical operations that are under way at the same time once. */
  readonly coalesce: boolean;
  /** Room for responses that are given again; with 0 none is kept, nor may any client keep one. */
  readonly cacheBytes: number;
}

/** Names that have series of their own in metrics. */
export interface KnownNames {
  /** The operations that the frontend ships. */
  readonly operations: Iterable<string>;
  /** The apps that say who they are. */
  readonly clients: Iterable<string>;
  /** The versions in which they were released. */
  readonly versions: Iterable<string>;
}

/** Who is let in last and who longest. */
export type Priority = 'normal' | 'critical';

/** Bounds the operations under way. */
export interface LoadShedder {
  /**
   * Takes a place for one operation; the caller gives it back with the function returned. Null when there is none.
   *
   * @param priority asked only when it matters, since a healthy server need not know
   */
  readonly admit: (priority: () => Priority) => (() => void) | null;
  readonly close: () => void;
}
