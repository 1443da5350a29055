import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isApiPath, isApiRoute, routeOf } from './api-route.ts';
import type { MockApp } from './define-mock.ts';
import { dripping, endless, truncated, withReset } from './fault-bodies.ts';
import { mutateItems } from './fault-items.ts';
import { type Fault, FaultPlan, followPlan, type Hit } from './fault-plan.ts';
import { problem } from './problems.ts';

const NO_FAULTS: FaultPlan = { seed: 1, rules: [] };

/**
 * Lets a service misbehave as `PUT /_faults` asks, until `DELETE /_faults`. The plan lives in memory, and applies to API
 * routes alone: health, document, pictures and these controls keep working.
 */
export function injectFaults(app: MockApp): void {
  let plan = NO_FAULTS;
  let drawFor = followPlan(plan);
  const hits = new WeakMap<FastifyRequest, Hit>();
  const cuttable = cutOnClose(app);
  const routes = collectRoutes(app);

  app.addHook('onRequest', async (request, reply) => {
    const hit = isApiRoute(request) ? drawFor(routeOf(request)) : undefined;
    if (hit === undefined) return undefined;
    hits.set(request, hit);
    cuttable(request.raw.socket);
    if (hit.delayMs > 0) await untilGone(reply, hit.delayMs);
    return hit.fault && replaceAnswer(hit.fault, request, reply);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const fault = hits.get(request)?.fault;
    const succeeded = reply.statusCode >= 200 && reply.statusCode < 300;
    return fault && succeeded && typeof payload === 'string'
      ? spoilAnswer(fault, payload, request, reply)
      : payload;
  });

  app.get('/_faults', { schema: { hide: true } }, () => plan);

  app.put('/_faults', { schema: { hide: true, body: FaultPlan } }, ({ body }) => {
    const errors = body.rules.flatMap(({ route }, index) =>
      route === undefined || routes.has(route)
        ? []
        : [{ pointer: `/rules/${index}/route`, detail: `must be one of: ${[...routes].join(', ')}` }],
    );
    if (errors.length > 0)
      throw problem(400, 'A rule names a route that this service does not have.', errors);
    plan = body;
    drawFor = followPlan(plan);
    return plan;
  });

  app.delete('/_faults', { schema: { hide: true } }, async (_request, reply) => {
    plan = NO_FAULTS;
    drawFor = followPlan(plan);
    return reply.code(204).send();
  });
}

/** Faults that answer in the service's stead, or never; of the others, nothing happens before the answer is made. */
async function replaceAnswer(fault: Fault, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  if (fault.kind === 'error') {
    if (fault.retryAfterSeconds !== undefined) reply.header('retry-after', fault.retryAfterSeconds);
    throw problem(fault.status, 'This error was asked for at /_faults.');
  }
  if (fault.kind === 'hang') {
    await untilGone(reply);
    return reply.hijack();
  }
  if (fault.kind === 'reset' && fault.at === 'before-body') {
    request.raw.socket.resetAndDestroy();
    return reply.hijack();
  }
  if (fault.kind === 'html') {
    const page = '<!doctype html><title>Welcome</title><h1>Sign in to the network</h1>';
    return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
  }
  if (fault.kind === 'wrong-shape') {
    return reply.header('cache-control', 'no-store').type('application/json').send('{"unexpected":[1,2,3]}');
  }
  if (fault.kind === 'endless') {
    return reply.header('cache-control', 'no-store').type('application/json').send(endless());
  }
  return undefined;
}

/** Faults that spoil the answer on its way out. */
function spoilAnswer(fault: Fault, payload: string, request: FastifyRequest, reply: FastifyReply): unknown {
  if (fault.kind === 'items') return mutateItems(payload, fault.mutation);

  const body = Buffer.from(payload);
  if (fault.kind === 'drip') {
    reply.header('content-length', body.length);
    return dripping(body, fault.bytesPerSecond);
  }
  if (fault.kind === 'truncated') {
    // Without it, the connection stays open and the client waits for the other half.
    reply.header('content-length', body.length).header('connection', 'close');
    return truncated(body);
  }
  if (fault.kind === 'reset') {
    reply.header('content-length', body.length);
    return withReset(body, request.raw.socket);
  }
  return payload;
}

/** Waits for `ms`, or for ever; a client that goes away ends it. */
function untilGone(reply: FastifyReply, ms?: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = ms === undefined ? undefined : setTimeout(resolve, ms);
    reply.raw.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Destroys the connections told to it when the service closes: a hung answer must not keep the process alive. */
function cutOnClose(app: MockApp): (socket: Socket) => void {
  const sockets = new Set<Socket>();
  app.addHook('preClose', async () => sockets.forEach((socket) => socket.destroy()));
  return (socket) => {
    if (sockets.has(socket)) return;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
}

/** Every API route that the service declares from now on. */
function collectRoutes(app: MockApp): Set<string> {
  const routes = new Set<string>();
  app.addHook('onRoute', ({ method, url }) => {
    if (isApiPath(url)) [method].flat().forEach((verb) => routes.add(`${verb} ${url}`));
  });
  return routes;
}
