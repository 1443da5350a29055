import { networkInterfaces } from 'node:os';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rawStatus } from '../testing/raw-request.ts';
import { startSmallBff } from '../testing/small-bff.ts';
import type { OpsAccess } from './ops-access.ts';
import { processControls } from './ops-controls.ts';
import { createOps } from './ops.ts';

const TOKEN = 'a-secret-of-the-operators';

async function given(access?: OpsAccess, host = '127.0.0.1') {
  const bff = await startSmallBff((_request, response) => void response.end('{}'));
  const log: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line) => log.push(line) });
  const ops = createOps(processControls(bff.upstreams, bff.metrics), logger, access);
  const url = await ops.listen({ host, port: 0 });
  onTestFinished(ops.close);
  const { port } = new URL(url);
  const get = (...headers: string[]) => rawStatus(url, ['GET /ops/upstreams HTTP/1.1', ...headers]);
  const order = '{"state":"open"}';
  const force = (...headers: string[]) =>
    rawStatus(
      url,
      ['POST /ops/upstreams/users/breaker HTTP/1.1', 'content-type: application/json', ...headers],
      order,
    );
  const forced = () =>
    bff.upstreams.statuses().some(({ classes }) => classes['default']!.breaker.state === 'forced-open');
  return { url, port, get, force, forced, log };
}

describe('the Host of an operator’s request', () => {
  it('is a name of this machine, whatever the port', async () => {
    const { get, port } = await given();

    for (const host of [
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      'LocalHost',
      '[::1]:9999',
      'localhost:4011',
    ])
      expect(await get(`host: ${host}`), host).toBe(200);
  });

  it.each([
    ['rebound.attacker.example:4011', 403],
    ['127.0.0.1.attacker.example', 403],
    ['localhost.attacker.example', 403],
    ['10.1.2.3:4011', 403],
    ['0.0.0.0', 403],
    ['', 400],
    ['localhost, localhost', 400],
    ['user@localhost', 400],
    ['localhost/ops', 400],
    ['localhost:port', 400],
    ['local host', 400],
  ])('is refused as %j (%d), and forces nothing', async (host, status) => {
    const { get, force, forced } = await given();

    expect(await get(`host: ${host}`)).toBe(status);
    expect(await force(`host: ${host}`)).toBe(status);
    expect(forced()).toBe(false);
  });

  it('is there, and once', async () => {
    const { get, url } = await given();

    expect(await get()).toBe(400);
    expect(await rawStatus(url, ['GET /ops/upstreams HTTP/1.0'])).toBe(400);
    expect(await get('host: localhost', 'host: localhost')).toBe(400);
    expect(await get('host: localhost', 'host: attacker.example')).toBe(400);
  });

  it('is a name that was added, or the address that the connection came in on', async () => {
    const { get, url, port } = await given({ hosts: ['bff.ops.internal'] }, '0.0.0.0');
    expect(await get('host: bff.ops.internal:4011')).toBe(200);
    expect(await get('host: other.ops.internal:4011')).toBe(403);

    const address = Object.values(networkInterfaces())
      .flat()
      .find((each) => each && !each.internal && each.family === 'IPv4')?.address;
    if (address === undefined) return;
    const pod = `http://${address}:${port}`;
    expect(await rawStatus(pod, ['GET /metrics HTTP/1.1', `host: ${address}:${port}`])).toBe(200);
    expect(await rawStatus(url, ['GET /metrics HTTP/1.1', `host: ${address}:${port}`])).toBe(403);
  });
});

describe('a request of a web page', () => {
  it.each([
    ['origin: https://attacker.example'],
    ['origin: http://localhost:3000'],
    ['origin: null'],
    ['sec-fetch-site: cross-site'],
    ['sec-fetch-site: same-site'],
  ])('is refused with %s', async (header) => {
    const { get, force, forced } = await given();

    expect(await get('host: localhost', header)).toBe(403);
    expect(await force('host: localhost', header)).toBe(403);
    expect(forced()).toBe(false);
  });

  it('is answered where the page is of this server, or a person typed its address', async () => {
    const { get, force, forced } = await given();

    expect(await get('host: localhost:4011', 'sec-fetch-site: none')).toBe(200);
    expect(
      await force('host: localhost:4011', 'origin: http://localhost:4011', 'sec-fetch-site: same-origin'),
    ).toBe(200);
    expect(forced()).toBe(true);
  });

  it('that needs no preflight is no order', async () => {
    const { url, forced } = await given();

    const order = [
      'POST /ops/upstreams/users/breaker HTTP/1.1',
      'host: localhost',
      'content-type: text/plain',
    ];
    expect(await rawStatus(url, order, '{"state":"open"}')).toBe(415);
    expect(forced()).toBe(false);
  });
});

describe('OPS_TOKEN', () => {
  it('is asked for everywhere, and shown in no log', async () => {
    const { url, get, force, forced, log } = await given({ hosts: [], token: TOKEN });

    for (const authorization of [undefined, '', TOKEN, `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, 'Bearer ']) {
      const header = authorization === undefined ? [] : [`authorization: ${authorization}`];
      expect(await get('host: localhost', ...header), authorization).toBe(401);
      expect(await force('host: localhost', ...header), authorization).toBe(401);
    }
    expect(await rawStatus(url, ['GET /metrics HTTP/1.1', 'host: localhost'])).toBe(401);
    expect(await rawStatus(url, ['GET /nothing HTTP/1.1', 'host: localhost'])).toBe(401);
    expect(forced()).toBe(false);

    expect(await get('host: localhost', `authorization: Bearer ${TOKEN}`)).toBe(200);
    expect(await force('host: localhost', `authorization: Bearer ${TOKEN}`)).toBe(200);
    expect(log.join()).toContain('breaker forced');
    expect(log.join()).not.toContain(TOKEN);
  });
});
