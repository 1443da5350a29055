import fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Logger } from '../telemetry/logger.ts';
import { guardOps, type OpsAccess } from './ops-access.ts';
import { OrderError, type OpsControls } from './ops-controls.ts';

/** Where operators look and act: never the address that clients use. */
export interface Ops {
  /** Starts to listen; returns the base URL. */
  readonly listen: (address: { host: string; port: number }) => Promise<string>;
  readonly close: () => Promise<void>;
}

const states = ['open', 'closed', 'auto'] as const;

const breakerOrder = z.strictObject({
  state: z.enum(states, `one of ${states.join(', ')}`),
  class: z.string('the name of a class of endpoints').optional(),
});

const liftOrder = z.strictObject({
  paused: z.literal(false, 'false'),
  class: z.string('the name of a class of endpoints').optional(),
});

/**
 * `GET /ops/upstreams` shows how each upstream fares, `POST /ops/upstreams/{name}/breaker` forces its breakers open or
 * closed or leaves them to themselves, `POST /ops/upstreams/{name}/rate-limit` ends the silence that a service asked for,
 * and `GET /metrics` is for Prometheus. Who may is said by `access`.
 */
export function createOps(controls: OpsControls, logger: Logger, access: OpsAccess = { hosts: [] }): Ops {
  const answerError = (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) logger.error({ err: error }, 'ops request failed');
    return reply.code(status).send({ error: error.message });
  };
  const app = fastify({
    // A scraper keeps its connection between two scrapes.
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
  });
  app.setErrorHandler(answerError);
  guardOps(app, access);
  // Fastify's own parser for it would take what any page may send.
  app.removeContentTypeParser('text/plain');
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({
      error:
        'There are GET /ops/upstreams, POST /ops/upstreams/{name}/breaker, POST /ops/upstreams/{name}/rate-limit and GET /metrics.',
    }),
  );

  app.get('/metrics', async (_request, reply) => {
    const { contentType, text } = await controls.metrics();
    return reply.type(contentType).send(text);
  });

  app.get('/ops/upstreams', () => controls.upstreams());

  app.post<{ Params: { name: string } }>('/ops/upstreams/:name/breaker', async (request) => {
    const order = { upstream: request.params.name, ...readOrder(breakerOrder, BREAKER_BODY, request.body) };
    const status = await controls.forceBreaker(order);
    const { upstream, state, class: endpointClass = 'all' } = order;
    logger.warn({ upstream, endpointClass, state, by: operatorOf(request) }, 'breaker forced');
    return status;
  });

  app.post<{ Params: { name: string } }>('/ops/upstreams/:name/rate-limit', async (request) => {
    const order = { upstream: request.params.name, ...readOrder(liftOrder, LIFT_BODY, request.body) };
    const status = await controls.liftPause(order);
    const { upstream, class: endpointClass = 'all' } = order;
    logger.warn({ upstream, endpointClass, by: operatorOf(request) }, 'pause lifted');
    return status;
  });

  return {
    listen: (address) => app.listen(address),
    close: () => app.close(),
  };
}

const BREAKER_BODY = '{ "state": "open" | "closed" | "auto", "class"?: "…" }';
const LIFT_BODY = '{ "paused": false, "class"?: "…" }';

function operatorOf({ ip, headers }: FastifyRequest) {
  return { address: ip, userAgent: headers['user-agent'] };
}

function readOrder<Order extends z.ZodType>(order: Order, form: string, body: unknown): z.output<Order> {
  const result = order.safeParse(body);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys') return `it knows no ${issue.keys.join(', ')}`;
    return issue.path.length > 0
      ? `${issue.path.join('.')} must be ${issue.message}`
      : 'it must be a JSON object';
  });
  throw new OrderError(400, `The body is ${form}: ${problems.join('; ')}.`);
}
