import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../../bench/kit/random.ts';
import { errorCodes } from '../../shared/lib/client-error.ts';
import { mapConcurrently } from '../../shared/lib/concurrency.ts';
import { readDocuments } from '../../shared/graphql/documents/client-documents.ts';
import type { RunningBff } from '../../shared/process/start-bff.ts';
import { clients } from '../clients.ts';
import { startQuietBff } from '../running-bff.ts';
import { startMocks, type RunningMocks } from '../running-mocks.ts';
import { part } from '../long-form.ts';

/** Of each client's documents; both together are ten thousand in the long form. */
const MUTANTS = part(5_000);

let mocks: RunningMocks;
beforeAll(async () => {
  mocks = await startMocks();
});
afterAll(() => mocks.close());

/** What GraphQL is written with: where it is cut, it is cut between these. */
const token = /"""[^]*?"""|"[^"\n]*"|[A-Za-z_]\w*|\.\.\.|[^\s]|\s+/g;

/** Documents that are almost those that the frontend ships; the same for the same seed. */
function mutations(texts: readonly string[], seed: number): () => string {
  const random = seeded(seed);
  const below = (count: number) => Math.floor(random() * count);
  const any = <Item>(items: readonly Item[]): Item => items[below(items.length)]!;
  const tokensOf = (text: string) => text.match(token) ?? [];

  const kinds: readonly ((tokens: string[]) => void)[] = [
    (tokens) => void tokens.splice(below(tokens.length), 1 + below(3)),
    (tokens) => void tokens.splice(below(tokens.length), 0, any(tokens)),
    (tokens) => {
      const [a, b] = [below(tokens.length), below(tokens.length)];
      [tokens[a], tokens[b]] = [tokens[b]!, tokens[a]!];
    },
    (tokens) => void tokens.splice(below(tokens.length), 1, any(tokensOf(any(texts)))),
    (tokens) =>
      void tokens.splice(below(tokens.length), tokens.length, ...tokensOf(any(texts)).slice(below(50))),
    (tokens) => {
      const at = below(tokens.length);
      tokens[at] = tokens[at]! + String.fromCharCode(below(0xd800));
    },
    (tokens) =>
      void tokens.splice(
        below(tokens.length),
        0,
        any(['{', '}', '(', ')', '...', '$', '@', ':', '"', '!', '[', '0', 'null', '#']),
      ),
    (tokens) => {
      const [from, count] = [below(tokens.length), 1 + below(20)];
      tokens.splice(from, 0, ...tokens.slice(from, from + count));
    },
  ];
  return () => {
    const tokens = tokensOf(any(texts));
    for (let change = 0; change <= below(3); change++) if (tokens.length > 1) any(kinds)(tokens);
    return tokens.join('');
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function post(url: string, agent: Agent, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    request(`${url}/graphql`, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode!, text }));
    })
      .on('error', reject)
      .end(body);
  });
}

describe.each(clients)('documents that are almost those of $folder', ({ define }) => {
  let bff: RunningBff;
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  beforeAll(async () => {
    bff = await startQuietBff(await define(), mocks.urls);
  });
  afterAll(async () => {
    agent.destroy();
    await bff.close();
  });

  it('are answered, or told in a known code what is wrong with them', async () => {
    const documents = await readDocuments((await define()).documents);
    const mutate = mutations(
      documents.map(({ text }) => text),
      2_026,
    );
    const bodies = Array.from({ length: MUTANTS }, (_, n) =>
      JSON.stringify({ query: mutate(), variables: documents[n % documents.length]!.variables }),
    );
    const statuses = new Map<number, number>();
    const strange: string[] = [];

    await mapConcurrently(bodies, 32, async (body) => {
      const { status, text } = await post(bff.url, agent, body);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const answer = JSON.parse(text) as { errors?: { extensions: { code: string } }[]; data?: unknown };
      const codes = answer.errors?.map(({ extensions }) => extensions.code) ?? [];
      const known = codes.every((code) => code in errorCodes && code !== 'INTERNAL');
      if (status >= 500 || !known || (codes.length === 0 && answer.data === undefined)) {
        strange.push(`${status} ${codes.join()} ${body}`);
      }
    }).then((results) => {
      for (const result of results) if (result instanceof Error) throw result;
    });

    expect(strange).toEqual([]);
    // Some are still valid, and some are not: else there would be little to be seen.
    expect([...statuses.keys()]).toEqual([200]);
  });
});
