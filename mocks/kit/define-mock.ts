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

/** What a service's handlers learn of the process that they run in. */
export interface ServiceContext {
  /** Known once the service listens, so call it inside handlers. */
  readonly baseUrl: () => string;
  /** The time by which promotions run and reservations expire. */
  readonly now: () => Date;
}

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
  /**
   * Fills an empty database with what has happened until `now` and will from then on, the same on every run. The kit
   * wraps it in one transaction.
   */
  seed(db: DatabaseSync, now: Date): void | Promise<void>;
  /** Declares the API. */
  routes(app: MockApp, db: DatabaseSync, service: ServiceContext): void;
  /** Milliseconds every API request takes at least, for a service that is slow by nature. */
  latencyMs?: number;
}

/** Declares a service; `startMock` runs it inside a test, `runMock` as a process of its own. */
export function defineMock(service: MockService): MockService {
  return Object.freeze(service);
}
