import type { ApolloServerPlugin } from '@apollo/server';
import {
  isIntrospectionType,
  isObjectType,
  responsePathAsArray,
  type GraphQLSchema,
  type ResponsePath,
} from 'graphql';
import { listenForStale, type StaleUse } from '../upstream/staleness.ts';
import type { RequestContext } from './context.ts';

/** A field of an answer that shows something old, because its service had nothing new to say. */
export interface Degradation extends StaleUse {
  readonly path: readonly (string | number)[];
}

/**
 * Lets every field with a resolver of its own be told when it is answered from what was kept. Fields that only read a
 * property have nothing to be told.
 */
export function trackStaleFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (!resolve) continue;
      field.resolve = (source, args, context: RequestContext, info) =>
        listenForStale({ served: (use) => note(context.degraded, info.path, use) }, () =>
          resolve(source, args, context, info),
        );
    }
  }
}

/** A field can need several answers of one service: the oldest is what matters. */
function note(degraded: Degradation[], responsePath: ResponsePath, use: StaleUse): void {
  const path = responsePathAsArray(responsePath);
  const known = degraded.findIndex(
    (each) => each.upstream === use.upstream && each.path.join('.') === path.join('.'),
  );
  if (known === -1) degraded.push({ path, ...use });
  else if (degraded[known]!.ageMs < use.ageMs) degraded[known] = { path, ...use };
}

/** Says in `extensions.degraded` which fields are old, and how old, so that a screen can say so too. */
export const reportDegradation: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response, contextValue: { degraded } }) => {
      if (degraded.length === 0 || response.body.kind !== 'single') return;
      const { singleResult } = response.body;
      singleResult.extensions = { ...singleResult.extensions, degraded };
    },
  }),
};
