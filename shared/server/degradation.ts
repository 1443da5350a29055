import type { ApolloServerPlugin } from '@apollo/server';
import {
  isIntrospectionType,
  isObjectType,
  responsePathAsArray,
  type GraphQLSchema,
  type ResponsePath,
} from 'graphql';
import { listenFromHere, type StaleListener, type StaleUse } from '../upstream/staleness.ts';
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
      field.resolve = (source, args, context: RequestContext, info) => {
        // Not left again, as the next field names a listener of its own: of a listing's time, that is a tenth.
        listenFromHere(new ResolvingField(info.path, context.degraded));
        return resolve(source, args, context, info);
      };
    }
  }
}

/** A field, from the moment its resolver is called. */
class ResolvingField implements StaleListener {
  readonly #path: ResponsePath;
  readonly #degraded: Degradation[];
  /** What has been noted of this field, an entry a service. */
  #noted: Degradation[] | undefined;

  constructor(path: ResponsePath, degraded: Degradation[]) {
    this.#path = path;
    this.#degraded = degraded;
  }

  /** A field can need several answers of one service: the oldest is what matters. */
  served(use: StaleUse): void {
    const noted = (this.#noted ??= []);
    const known = noted.find(({ upstream }) => upstream === use.upstream);
    if (!known) {
      const degradation = { path: responsePathAsArray(this.#path), ...use };
      noted.push(degradation);
      this.#degraded.push(degradation);
    } else if (known.ageMs < use.ageMs) Object.assign(known, use);
  }
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
