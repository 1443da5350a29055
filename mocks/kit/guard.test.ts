import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startMock, type RunningMock } from './start-mock.ts';
import { temporaryDirectory } from './test-mock.ts';
import { toyService } from './toy-service.ts';

const directory = temporaryDirectory();
let mock: RunningMock;
beforeAll(async () => {
  mock = await startMock(toyService(directory.path), { dataDir: directory.path });
});
afterAll(async () => {
  await mock.close();
  directory.remove();
});

/** The status that a request with exactly these headers is answered with. */
async function ask(request: string, ...headers: string[]): Promise<number> {
  const { hostname, port } = new URL(mock.url);
  const socket = connect(Number(port), hostname);
  socket.write(`${[`${request} HTTP/1.1`, ...headers, 'connection: close'].join('\r\n')}\r\n\r\n`);
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(await text(socket))?.[1]);
}

it('the guard takes controls by the names of this machine, whatever the port', async () => {
  for (const host of [new URL(mock.url).host, 'localhost', 'LOCALHOST:4101', '[::1]:4101'])
    expect(await ask('GET /_faults', `host: ${host}`), host).toBe(200);
});

it.each([
  'GET /_faults',
  'DELETE /_faults',
  'GET /_calls',
  'DELETE /_calls',
  'GET /%5ffaults',
  'GET /_nothing',
])('the guard refuses %s to other names and to pages of other sites', async (request) => {
  expect(await ask(request, 'host: rebound.attacker.example:4101')).toBe(403);
  expect(await ask(request, 'host: 10.1.2.3')).toBe(403);
  expect(await ask(request, 'host: localhost', 'origin: https://attacker.example')).toBe(403);
  expect(await ask(request, 'host: localhost', 'origin: null')).toBe(403);
  expect(await ask(request, 'host: localhost', 'sec-fetch-site: cross-site')).toBe(403);
  expect(await ask(request, 'host: localhost', 'sec-fetch-site: same-site')).toBe(403);
  expect(await ask(request, 'host: localhost', 'host: localhost')).toBe(400);
  expect(await ask(request, 'host: ')).toBe(400);
  expect(await ask(request, 'host: user@localhost')).toBe(400);
});

it('the guard serves its API by any name, as services do', async () => {
  expect(await ask('GET /toys?ids=a', 'host: toys.internal')).toBe(200);
});
