import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBff } from '../../bench/kit/bff.ts';
import { isValid } from '../../bench/kit/client.ts';
import { ownCpuMs } from '../../bench/kit/cpu.ts';
import { residentBytes } from '../../bench/kit/memory.ts';
import { readDocuments, type ClientDocument } from '../../shared/graphql/documents/client-documents.ts';
import { clients } from '../clients.ts';
import { startMocks, type RunningMocks } from '../running-mocks.ts';
import { watchServices } from './asked-of-services.ts';
import { hostileRequests, hostileVariables, type HostileRequest } from './hostile-requests.ts';

/** A BFF in a process of its own, as it would be attacked. */
type Bff = Awaited<ReturnType<typeof startBff>>;

/** As `npm start` has it, and as the README has it run in production: trusted documents alone are executed there. */
const settings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  development: { NODE_ENV: 'development' },
  production: { NODE_ENV: 'production', SITE_URL: 'https://shop.example' },
};

/** Sheds nothing for the load of this machine, and ends at once. */
const unhurried = { MAX_EVENT_LOOP_DELAY_MS: '60000', DRAIN_MS: '0' };

/** The most processor time that any of it may take: a process that computes for longer holds up everybody else. */
const MOST_CPU_MS = 250;

/** What may be left of it in memory; V8 gives back what it has taken when it sees fit. */
const MEMORY_LEFT_BYTES = 120_000_000;

/** What is nobody's business: stacks, files and the words of Node's errors. */
const leak =
  /node_modules|\.[tj]s:\d|\n\s+at |node:internal|\bE(?:CONN|PIPE|AI_|NOTFOUND)|Cannot read prop|is not a function/;

const families = [...Object.keys(hostileRequests), 'variables'];

let mocks: RunningMocks;
beforeAll(async () => {
  mocks = await startMocks();
});
afterAll(() => mocks.close());

it('the collection is at least 250 different things, and as many again for each client', async () => {
  const all = Object.values(hostileRequests).flat();
  expect(all.length).toBeGreaterThanOrEqual(250);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);

  for (const { define } of clients) {
    const ofClient = hostileVariables(await readDocuments((await define()).documents));
    expect(ofClient.length).toBeGreaterThanOrEqual(250);
    expect(new Set(ofClient.map(({ name }) => name)).size).toBe(ofClient.length);
  }
});

describe.each(
  clients.flatMap(({ folder, define }) =>
    Object.keys(settings).map((setting) => ({ folder, define, setting })),
  ),
)('what is hostile, to $folder in $setting', ({ folder, define, setting }) => {
  let bff: Bff;
  let services: ReturnType<typeof watchServices>;
  let documents: readonly ClientDocument[];
  let warmBytes = 0;
  beforeAll(async () => {
    documents = await readDocuments((await define()).documents);
    bff = await startBff(mocks.urls, { name: folder, environment: { ...settings[setting], ...unhurried } });
    for (let n = 0; n < 20; n++) for (const document of documents) await bff.ask(document);
    warmBytes = await residentBytes(bff.pid);
    services = watchServices(mocks.urls);
  });
  afterAll(() => {
    services.close();
    return bff.stop();
  });

  /** What is wrong with what came back, whatever its status. The data may well name hosts: it holds images. */
  const faultOf = (answer: string): string | undefined => {
    const text = answer.replace(/"data":[^]*$/, '');
    const hosts = Object.values(mocks.urls).map((url) => new URL(url).host);
    if (hosts.some((host) => text.includes(host))) return 'names a service';
    if (leak.test(text)) return `says ${leak.exec(text)![0]}`;
    return /"code":"(INTERNAL|UPSTREAM_BAD_ANSWER)"/.exec(text)?.[1];
  };

  it.each(families)('is answered as it should be, and holds up nobody (%s)', async (family) => {
    const wrong: string[] = [];
    for (const request of hostileRequests[family] ?? hostileVariables(documents)) {
      let sent = await send(bff, request);
      // What else the process had to do, to collect garbage say, it has not to do every time.
      for (let again = 0; again < 5 && sent.spentMs > MOST_CPU_MS; again++) sent = await send(bff, request);
      const { answered, text, spentMs, isAlive } = sent;
      const allowed = answered !== 'waits' && request.expected.includes(answered);
      if (!allowed) wrong.push(`${request.name}: ${answered}, and not ${request.expected.join(' or ')}`);
      const fault = faultOf(text);
      if (fault) wrong.push(`${request.name}: ${fault}`);
      if (spentMs > MOST_CPU_MS) wrong.push(`${request.name}: took ${spentMs} ms of the processor`);
      if (!isAlive) wrong.push(`${request.name}: and nobody else was answered`);
    }

    expect(wrong).toEqual([]);
  });

  it('asks the services for nothing that is not meant', () => {
    expect(services.asked()).toBeGreaterThan(0);
    expect(services.mistakes()).toEqual([]);
  });

  it('leaves a server that answers, with little more in memory', async () => {
    for (const document of documents) expect(isValid(await bff.ask(document))).toBe(true);
    await sleep(1_000);

    expect((await residentBytes(bff.pid)) - warmBytes).toBeLessThan(MEMORY_LEFT_BYTES);
  });
});

/** How long a client waits before it takes it that the server waits for it: longer than a busy machine needs. */
const PATIENCE_MS = 30_000;

/** Sends it over a connection of its own, asks meanwhile as another client, and looks what it costs the server. */
async function send({ url, pid }: Bff, { bytes }: HostileRequest) {
  const { hostname, port } = new URL(url);
  let waited = false;
  const before = await ownCpuMs(pid);
  const answer = new Promise<string>((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const end = () => {
      socket.destroy();
      resolve(text);
    };
    socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
    socket.on('close', end).on('error', end);
    socket.setTimeout(PATIENCE_MS, () => {
      waited = true;
      end();
    });
  });
  const [text, isAlive] = await Promise.all([answer, fetch(`${url}/livez`).then(({ ok }) => ok)]);
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1];
  const answered = status ? Number(status) : waited ? ('waits' as const) : ('closed' as const);
  return { answered, text, isAlive, spentMs: (await ownCpuMs(pid)) - before };
}
