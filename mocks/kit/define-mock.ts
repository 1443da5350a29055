import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';

/** The Fastify server on which a service declares its routes; schemas written with TypeBox type their handlers. */
export type MockApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Everything that makes one downstream service different from the next. */
export interface MockService {
  /** Lower case; also names the database file, and in capitals the variable of the port (`CATALOG_PORT`). */
  name: string;
  /** The port when the environment names none. */
  port: number;
  /** What the OpenAPI document calls the service. */
  title: string;
  description: string;
  /** The `schema.sql` from which the database is created. */
  schemaUrl: URL;
  /** Raise it when the seed changes: every database seeded before is rebuilt at the next start. */
  seedVersion: number;
  /** Fills an empty database, the same on every run. The kit wraps it in one transaction. */
  seed(db: DatabaseSync): void | Promise<void>;
  /** Declares the API. `baseUrl()` is known once the service listens, so call it inside handlers. */
  routes(app: MockApp, db: DatabaseSync, service: { baseUrl: () => string }): void;
  /** Milliseconds every API request takes at least, for a service that is slow by nature. */
  latencyMs?: number;
}

/** Declares a service; `startMock` runs it inside a test, `runMock` as a process of its own. */
export function defineMock(service: MockService): MockService {
  return Object.freeze(service);
}
