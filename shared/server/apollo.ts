import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql';
import { boundedCache } from '../cache/bounded-cache.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { RequestContext } from './context.ts';
import { reportDegradation } from './degradation.ts';
import { formatError, isInternal } from './error-format.ts';
import { plannedExecution } from './execution/planned-execution.ts';

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly introspection: boolean;
  /** Executes queries by plan, instead of by graphql-js. */
  readonly compiledExecution: boolean;
  readonly logger: Logger;
  readonly plugins?: readonly ApolloServerPlugin<RequestContext>[];
}

/** Apollo Server as both BFFs run it. */
export function createApollo({
  schema,
  introspection,
  compiledExecution,
  logger,
  plugins = [],
}: ApolloOptions) {
  const logErrors = faultLog(logger);
  return new ApolloServer<RequestContext>({
    schema,
    documentStore: documentStore(),
    introspection,
    formatError,
    includeStacktraceInErrorResponses: false,
    // The process answers signals itself; Apollo would raise them again before the drain has ended.
    stopOnTerminationSignals: false,
    logger,
    plugins: [
      // It wraps every field of every operation, and costs more than executing a listing does.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      {
        requestDidStart: async () => ({
          didEncounterErrors: async ({ errors, contextValue }) => logErrors(errors, contextValue),
        }),
      },
      reportDegradation,
      ...(compiledExecution ? [plannedExecution(schema, logErrors)] : []),
      ...plugins,
    ],
  });
}

/** Room for all documents that are kept parsed. */
const MAX_DOCUMENT_BYTES = 25_000_000;

/** Measured: what parsing makes of a document's text. */
const BYTES_A_CHARACTER = 50;

/** Documents that have been parsed and found valid. Apollo's own store would let anybody fill 120 MB. */
function documentStore(): NonNullable<ApolloServerOptions<RequestContext>['documentStore']> {
  const documents = boundedCache<DocumentNode>(MAX_DOCUMENT_BYTES);
  return {
    get: async (hash) => documents.get(hash),
    set: async (hash, document) => documents.set(hash, document, document.loc!.end * BYTES_A_CHARACTER),
    delete: async (hash) => documents.delete(hash),
  };
}

/** One line for every fault of ours with its stack. A client that left is no fault. */
function faultLog(logger: Logger) {
  return (errors: readonly GraphQLError[], { scope: { signal, requestId } }: RequestContext): void => {
    const clientLeft = ({ originalError }: GraphQLError) => signal.aborted && originalError === signal.reason;
    for (const error of errors.filter((error) => isInternal(error) && !clientLeft(error))) {
      logger.error({ requestId, path: error.path, err: error.originalError ?? error }, 'resolver failed');
    }
  };
}
