import {
  ApolloServer,
  type ApolloServerOptions,
  type ApolloServerPlugin,
  type GraphQLRequestListener,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { Logger } from '../telemetry/logger.ts';
import type { PreparedDocuments } from './documents/prepared-documents.ts';
import type { RequestContext } from './context.ts';
import { withDegradation } from './degradation.ts';
import { formatError, isInternal, withBoundedErrors } from './error-format.ts';
import { plannedExecution, type ExecutionContext } from './execution/planned-execution.ts';

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly introspection: boolean;
  /** Executes queries by plan, instead of by graphql-js. */
  readonly compiledExecution: boolean;
  readonly logger: Logger;
  /** Documents that have been parsed and validated before they come here; each does so itself unless given. */
  readonly documents?: PreparedDocuments;
  /** For the server itself: a plugin that looks at operations costs each of them something. */
  readonly plugins?: readonly ApolloServerPlugin<ExecutionContext>[];
}

/** Apollo Server as both BFFs run it. */
export function createApollo({
  schema,
  introspection,
  compiledExecution,
  logger,
  documents,
  plugins = [],
}: ApolloOptions) {
  const logErrors = faultLog(logger);
  const listener: GraphQLRequestListener<ExecutionContext> = {
    didEncounterErrors: async ({ errors, contextValue }) => logErrors(errors, contextValue),
    ...(compiledExecution && { responseForOperation: plannedExecution(schema, logErrors) }),
    willSendResponse: async ({ response: { body }, contextValue: { degraded } }) => {
      if (body.kind !== 'single') return;
      body.singleResult = withDegradation(withBoundedErrors(body.singleResult), degraded);
    },
  };
  return new ApolloServer<ExecutionContext>({
    schema,
    ...(documents && { documentStore: preparedStore(documents) }),
    // What stands for a document is found before an operation comes here.
    persistedQueries: false,
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
      { requestDidStart: async () => listener },
      ...plugins,
    ],
  });
}

/** Where Apollo looks for a document before it parses and validates one itself; the key ends in the hash of its text. */
function preparedStore({
  find,
}: PreparedDocuments): NonNullable<ApolloServerOptions<ExecutionContext>['documentStore']> {
  return {
    get: async (key) => find(key.slice(key.lastIndexOf(':') + 1)),
    set: async () => {},
    delete: async () => {},
  };
}

/** One line for every fault of ours with its stack. A client that left is no fault. */
function faultLog(logger: Logger) {
  return (errors: readonly GraphQLError[], { operation: { signal, requestId } }: RequestContext): void => {
    const clientLeft = ({ originalError }: GraphQLError) => signal.aborted && originalError === signal.reason;
    for (const error of errors.filter((error) => isInternal(error) && !clientLeft(error))) {
      logger.error({ requestId, path: error.path, err: error.originalError ?? error }, 'resolver failed');
    }
  };
}
