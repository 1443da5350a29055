import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { parseEnvironment, port } from '../config/environment.ts';
import { sharedVariables } from '../config/shared-config.ts';
import { listen } from '../testing/listen.ts';
import { smallBff } from '../testing/small-bff.ts';
import { startBff } from './run-bff.ts';

const configOf = (environment: Record<string, string>) =>
  parseEnvironment(z.object({ ...sharedVariables, PORT: port(0) }), { LOG_LEVEL: 'silent', ...environment });

describe('startBff', () => {
  it('asks each service at its address', async () => {
    const seen: string[] = [];
    const service = (name: string) =>
      listen(
        createServer((request, response) => {
          seen.push(`${name} ${request.url}`);
          response.setHeader('content-type', 'application/json').end('{"data":[],"shipments":[]}');
        }),
      );
    const { url, close } = await startBff(
      smallBff,
      configOf({ USERS_URL: `${await service('users')}/v1/`, SHIPPING_URL: await service('shipping') }),
    );
    onTestFinished(close);

    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ user(id: "u-1") { id } parcels(order: "o-1") }' }),
    });

    expect(await response.json()).toEqual({ data: { user: null, parcels: [] } });
    expect(seen.sort()).toEqual(['shipping /shipments?orderIds=o-1', 'users /v1/users?ids=u-1']);
  });

  it.each([
    ['development', 200],
    ['test', 200],
    ['production', 400],
  ])('has a playground in %s or not (%d)', async (environment, status) => {
    const { url, close } = await startBff(smallBff, configOf({ NODE_ENV: environment }));
    onTestFinished(close);

    expect((await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })).status).toBe(status);
  });

  it('starts while every service is down', async () => {
    const { url, close } = await startBff(smallBff, configOf({}));
    onTestFinished(close);

    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  it('fails for a port that is taken, and lets go of everything', async () => {
    const taken = new URL(await listen(createTcpServer())).port;

    await expect(startBff(smallBff, configOf({ PORT: taken }))).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
