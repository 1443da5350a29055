import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { RequestContext } from './context.ts';
import { reportDegradation } from './degradation.ts';
import { formatError, isInternal } from './error-format.ts';

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly introspection: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly plugins?: readonly ApolloServerPlugin<RequestContext>[];
}

/** Apollo Server as both BFFs run it. */
export function createApollo({ schema, introspection, clock, logger, plugins = [] }: ApolloOptions) {
  return new ApolloServer<RequestContext>({
    schema,
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
      operationLog(clock, logger),
      reportDegradation,
      ...plugins,
    ],
  });
}

/** One line an operation, and one for every fault of ours with its stack. A client that left is no fault. */
function operationLog(clock: Clock, logger: Logger): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async ({ contextValue }) => ({
      didEncounterErrors: async ({ errors }) => {
        const { signal } = contextValue.scope;
        const clientLeft = ({ originalError }: GraphQLError) =>
          signal.aborted && originalError === signal.reason;
        for (const error of errors.filter((error) => isInternal(error) && !clientLeft(error))) {
          logger.error(
            { requestId: contextValue.scope.requestId, path: error.path, err: error.originalError ?? error },
            'resolver failed',
          );
        }
      },
      willSendResponse: async ({ operationName, operation, response }) => {
        const errors = response.body.kind === 'single' ? (response.body.singleResult.errors ?? []) : [];
        logger.info(
          {
            requestId: contextValue.scope.requestId,
            operation: operationName ?? operation?.operation,
            client: contextValue.client,
            durationMs: Math.round(clock.now() - contextValue.now),
            errorCodes: errors.map(({ extensions }) => extensions?.['code']),
          },
          'operation',
        );
      },
    }),
  };
}
