import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { apqStore } from '../graphql/documents/apq-store.ts';
import type { ResponseReuse } from '../request/pipeline-deps.ts';
import { anyDocument } from './documents.ts';
import { settle } from './manual-clock.ts';
import { startSmallBff } from './small-bff.ts';

/** Asks for an author, who is the same for everyone. */
export const AUTHOR = '{ author(id: "u-1") { name } }';

/** Asks for a customer. */
export const USER = '{ user(id: "u-1") { name } }';

/** A call of the users service that waits for its answer. */
interface Asked {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly response: ServerResponse;
}

/** The small BFF that reuses its responses, over a users service that answers when told to, or by itself. */
export async function bffOverUsers({
  reuse = { coalesce: true, cacheBytes: 1_000_000 },
  cacheControl = 'no-store',
  answersItself = false,
  maxOperations = 100,
  apq = false,
  options = {},
}: {
  reuse?: ResponseReuse;
  cacheControl?: string;
  answersItself?: boolean;
  maxOperations?: number;
  /** Whether clients may register documents by their hashes. */
  apq?: boolean;
  options?: Parameters<typeof startSmallBff>[1];
} = {}) {
  const service = { cacheControl, usersCacheControl: cacheControl, name: 'Ada', status: 200 };
  const asked: Asked[] = [];
  let calls = 0;
  const answerCall = ({ url, response }: Asked) => {
    const { pathname, searchParams } = new URL(url, 'http://x');
    const type = pathname.slice(1);
    const attributes = {
      name: service.name,
      email: 'a@x',
      locale: 'en',
      memberSince: '2020-01-01T00:00:00Z',
      avatarUrl: null,
    };
    const data = (searchParams.get('ids') ?? '').split(',').map((id) => ({ type, id, attributes }));
    response
      .writeHead(service.status, {
        'content-type': 'application/json',
        'cache-control': type === 'users' ? service.usersCacheControl : service.cacheControl,
      })
      .end(JSON.stringify({ data }));
  };
  const bff = await startSmallBff(
    ({ url, headers }, response) => {
      calls += 1;
      const call = { url: url!, headers, response };
      if (answersItself) answerCall(call);
      else asked.push(call);
    },
    {
      reuse,
      limits: { maxOperations, maxEventLoopDelayMs: 100 },
      ...(apq && { lookup: { ...anyDocument, apq: apqStore(100_000) } }),
      ...options,
    },
  );

  const post = async (body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal) => {
    const response = await fetch(`${bff.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...(signal && { signal }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (text === '' ? {} : JSON.parse(text)) as {
        data?: unknown;
        errors?: readonly { readonly extensions: Record<string, unknown> }[];
      },
    };
  };
  const get = async (query: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${bff.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { 'apollo-require-preflight': '1', ...headers },
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const query = (query: string, headers?: Record<string, string>, signal?: AbortSignal) =>
    post({ query }, headers, signal);
  const lines = async (name: string) =>
    (await bff.metrics.expose()).text.split('\n').filter((line) => line.startsWith(name));
  /** Waits until the service has so many calls to answer. */
  const called = async (count: number) => {
    while (asked.length < count) await settle();
  };
  return {
    ...bff,
    service,
    asked,
    calls: () => calls,
    post,
    get,
    query,
    lines,
    /** Waits until so many operations are under way. */
    running: async (count: number) => {
      while (!(await lines('operations_running')).includes(`operations_running ${count}`)) await settle();
    },
    called,
    /** Answers the service's calls, once there are so many. */
    answer: async (count: number) => {
      await called(count);
      for (const call of asked.splice(0)) answerCall(call);
    },
    /** The log's lines of operations. */
    operations: () => bff.log.filter(({ msg }) => msg === 'operation'),
    /** How each operation was answered, in the log's order. */
    sources: () => bff.log.filter(({ msg }) => msg === 'operation').map(({ source }) => source),
  };
}
