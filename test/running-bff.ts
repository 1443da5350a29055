import { z } from 'zod';
import { parseEnvironment } from '../shared/config/environment.ts';
import { sharedVariables } from '../shared/config/shared-config.ts';
import type { BffDefinition } from '../shared/process/create-bff.ts';
import type { ClientDocument } from '../shared/graphql/documents/client-documents.ts';
import { startBff, type RunningBff } from '../shared/process/start-bff.ts';
import type { UpstreamName } from '../shared/upstreams/index.ts';

/** The environment in which each request is a world of its own: nothing is shared, kept or compiled. */
export const everythingOff: Readonly<Record<string, string>> = {
  BATCHING: 'off',
  SINGLE_FLIGHT: 'off',
  ENTITY_CACHE_MB: '0',
  COMPILED_EXECUTION: 'off',
  COALESCING: 'off',
  RESPONSE_CACHE_MB: '0',
};

/** Lets everything be asked: for tests of how operations are executed, and not of whether they are. */
export function unlimited(definition: BffDefinition): BffDefinition {
  const limits = Object.fromEntries(
    Object.keys(definition.limits).map((limit) => [limit, 1_000_000_000]),
  ) as unknown as BffDefinition['limits'];
  return { ...definition, limits };
}

/** What an operation may take: on a busy machine a client's own deadline passes before the services have answered. */
const DEADLINE_MS = 60_000;

/** Starts a BFF on a free port, over the services at `urls`, with the defaults of production unless told otherwise. */
export async function startQuietBff(
  definition: BffDefinition,
  urls: Readonly<Record<UpstreamName, string>>,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningBff> {
  const addresses = Object.entries(urls).map(([name, url]): [string, string] => [
    `${name.toUpperCase()}_URL`,
    url,
  ]);
  const config = parseEnvironment(z.object(sharedVariables), {
    LOG_LEVEL: 'silent',
    // A test asks more in a second than a client in a minute.
    COST_PER_MINUTE: '999999999',
    ...Object.fromEntries<string>(addresses),
    ...environment,
  });
  // Tests share their process with eight services, and must not be shed for what those compute.
  const limits = { MAX_OPERATIONS: 200, MAX_EVENT_LOOP_DELAY_MS: 60_000 };
  return startBff({ ...definition, deadlineMs: DEADLINE_MS }, { ...config, ...limits, PORT: 0, OPS_PORT: 0 });
}

/** An answer of GraphQL over HTTP, as a client reads it. */
export interface GraphQLAnswer {
  readonly status: number;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Sends a document with its example values, as the frontend would. */
export async function send(
  url: string,
  { text, variables, headers }: ClientDocument,
): Promise<GraphQLAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: text, variables }),
  });
  return { status: response.status, ...((await response.json()) as Omit<GraphQLAnswer, 'status'>) };
}
