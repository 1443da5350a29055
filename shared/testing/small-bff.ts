import { createServer, type RequestListener } from 'node:http';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { requireCustomer } from '../auth/principal.ts';
import { ClientError } from '../lib/client-error.ts';
import type { Clock } from '../lib/clock.ts';
import { costQuota, type CostQuota } from '../graphql/cost-quota.ts';
import type { DocumentLookup } from '../graphql/documents/requested-document.ts';
import { loads } from '../graphql/loads.ts';
import type { RequestContext } from '../graphql/context.ts';
import type { ResponseReuse } from '../request/pipeline-deps.ts';
import { createBff, type BffDefinition } from '../process/create-bff.ts';
import type { HttpOptions } from '../http/middleware.ts';
import type { LoadLimits } from '../request/shed-load.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { createTransport } from '../upstream/client.ts';
import { connectUpstreams, definitions, type UpstreamName } from '../upstreams/index.ts';
import { anyDocument, openHttp } from './documents.ts';
import { listen } from './listen.ts';
import { manualClock } from './manual-clock.ts';

const typeDefs = `
  type Query {
    user(id: ID!): User
    strictUser(id: ID!): User!
    author(id: ID!): Author
    parcels(order: ID!): [String!]
    me: String
    greeting: String
    oldGreeting: String @deprecated(reason: "Ask for greeting. Removed after 2030-01-01.")
    settings: String
    sorted(by: Order): String
    twice(n: Int!): Int
    fault: String
    forbidden: String
  }
  enum Order { LATEST OLDEST @deprecated(reason: "Nobody reads it. Removed after 2030-01-01.") }
  type Mutation {
    rename(id: ID!): Author
  }
  type User { id: ID! name: String }
  type Author { id: ID! name: String }
`;

const id = (_root: unknown, args: { id: string }) => args.id;
const user = loads('user', id, (found) => found);
const author = loads('profile', id, (found) => found);

/** A BFF with little in it: fields that ask a service, and fields that go wrong. */
export const smallBff: BffDefinition = {
  name: 'bff-small',
  deadlineMs: 1_000,
  critical: ['Checkout'],
  clients: ['small-app'],
  documents: new URL('./small-documents/', import.meta.url),
  releases: new URL('./small-documents/releases/', import.meta.url),
  limits: {
    maxTextBytes: 20_000,
    maxTokens: 1_000,
    maxDepth: 10,
    maxFields: 100,
    maxAliases: 20,
    maxDirectives: 10,
    maxSpreads: 20,
    maxRootFields: 20,
    maxCost: 1_000,
    costPerMinute: 1_000_000,
  },
  costs: { 'Query.user': { points: 1 }, 'Query.twice': { items: { argument: 'n', otherwise: 1 } } },
  schema: makeExecutableSchema<RequestContext>({
    typeDefs,
    resolvers: {
      Query: {
        user,
        strictUser: user,
        parcels: loads(
          'shipments',
          (_root: unknown, { order }: { order: string }) => order,
          (shipments) => shipments.map(({ trackingCode }) => trackingCode),
        ),
        author,
        greeting: (_root, _args, { principal }) => `Hello ${principal?.customerId ?? 'stranger'}`,
        me: (_root, _args, { principal }) => requireCustomer(principal).customerId,
        settings: (_root, _args, { locale, currency }) => `${locale} ${currency}`,
        twice: (_root, { n }: { n: number }) => n * 2,
        fault: () => {
          throw new TypeError('s3cr3t of the fault');
        },
        forbidden: () => {
          throw new ClientError('FORBIDDEN', 'This belongs to another customer.');
        },
      },
      Mutation: { rename: author },
    },
  }),
};

/**
 * The small BFF on a free port, for the length of the test, over one server that stands for all services. Time
 * stands still for the calls of services.
 */
export async function startSmallBff(
  services: RequestListener,
  {
    playground = false,
    lookup = anyDocument,
    definition = {},
    http = {},
    quota = (clock: Clock) => costQuota({ pointsPerMinute: smallBff.limits.costPerMinute, clock }),
    documents = smallBff.documents,
    limits = { maxOperations: 100, maxEventLoopDelayMs: 100 },
    eventLoopDelayMs = () => 0,
    reuse = { coalesce: false, cacheBytes: 0 },
  }: {
    playground?: boolean;
    lookup?: DocumentLookup;
    /** What differs from {@link smallBff}. */
    definition?: Partial<BffDefinition>;
    quota?: (clock: Clock) => CostQuota;
    http?: Partial<HttpOptions>;
    documents?: URL;
    limits?: LoadLimits;
    eventLoopDelayMs?: () => number;
    reuse?: ResponseReuse;
  } = {},
) {
  const servicesUrl = await listen(createServer(services));
  const names = Object.keys(definitions) as UpstreamName[];
  const baseUrls = Object.fromEntries(names.map((name) => [name, servicesUrl])) as Record<
    UpstreamName,
    string
  >;
  const clock = manualClock();
  const log: Record<string, unknown>[] = [];
  const logger = pino(
    { level: 'debug' },
    { write: (line) => log.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const transport = createTransport();
  const upstreams = connectUpstreams(baseUrls, {
    transport: transport.send,
    // No chance, so no back-off: a wait of nothing is over at once, though time stands still.
    random: () => 0,
    clock: {
      ...clock,
      after: (delayMs, action) => {
        if (delayMs > 0) return clock.after(delayMs, action);
        const immediate = setImmediate(action);
        return () => clearImmediate(immediate);
      },
    },
    observe: () => {},
  });
  const metrics = createMetrics();
  const bff = await createBff(
    { ...smallBff, ...definition, documents },
    {
      upstreams,
      clock,
      logger,
      metrics,
      limits,
      eventLoopDelayMs,
      playground,
      introspection: playground,
      documents: lookup,
      quota: quota(clock),
      http: { ...openHttp, ...http },
      compiledExecution: true,
      reuse,
    },
  );
  const url = await bff.listen({ host: '127.0.0.1', port: 0 });
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= bff.close());
  onTestFinished(async () => {
    await close();
    transport.close();
  });
  return { url, servicesUrl, bff, close, clock, log, metrics, upstreams };
}
