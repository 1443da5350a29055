import { Agent, request } from 'node:http';

/** A document as a client sends it. */
export interface Operation {
  readonly text: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back for one operation, and when. */
export interface Answer {
  /** When it was sent, on `performance.now()`'s scale (ms). */
  readonly sentAt: number;
  /** From sending to the last byte. */
  readonly latencyMs: number;
  /** 0 when the connection failed. */
  readonly status: number;
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
  readonly extensions?: {
    readonly degraded?: readonly { readonly upstream: string; readonly reason: string }[];
  };
}

export interface Client {
  readonly ask: (operation: Operation) => Promise<Answer>;
  readonly close: () => void;
}

/** Sends operations over kept-alive connections, as many as there are operations under way. */
export function createClient(url: string): Client {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 4_096 });
  const { hostname, port } = new URL(url);

  const ask = ({ text, variables, headers }: Operation) =>
    new Promise<Answer>((resolve) => {
      const body = JSON.stringify({ query: text, variables });
      const sentAt = performance.now();
      const end = (status: number, answer: Partial<Answer> = {}) =>
        resolve({ ...answer, status, sentAt, latencyMs: performance.now() - sentAt });
      const outgoing = request(
        {
          agent,
          hostname,
          port,
          path: '/graphql',
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            ...headers,
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', () => end(0));
          incoming.on('end', () => end(incoming.statusCode!, parse(Buffer.concat(chunks).toString())));
        },
      );
      outgoing.on('error', () => end(0));
      outgoing.end(body);
    });

  return { ask, close: () => agent.destroy() };
}

function parse(body: string): Partial<Answer> {
  try {
    return JSON.parse(body) as Partial<Answer>;
  } catch {
    return {};
  }
}

/** Whether an answer is GraphQL's, whatever it says: HTTP 200 with `data`, and every error with a code. */
export function isValid({ status, data, errors = [] }: Answer): boolean {
  return status === 200 && data !== undefined && errors.every(({ extensions }) => extensions?.code);
}

/** Whether every field was answered, be it from what was kept. */
export function isServed({ status, data, errors }: Answer): boolean {
  return status === 200 && Boolean(data) && errors === undefined;
}

/** Whether every field was answered by its service, here and now. */
export function isFresh(answer: Answer): boolean {
  return isServed(answer) && answer.extensions?.degraded === undefined;
}

/** The codes of all errors, each once. */
export function errorCodes(answers: readonly Answer[]): readonly string[] {
  const codes = answers.flatMap(({ errors = [] }) =>
    errors.map(({ extensions }) => extensions?.code ?? 'none'),
  );
  return [...new Set(codes)].sort();
}

/** What was wrong with the answers that were not fresh: the codes of errors, and which services' answers are old. */
export function complaints(answers: readonly Answer[]): string {
  const stale = answers.flatMap(({ extensions }) =>
    (extensions?.degraded ?? []).map(({ upstream, reason }) => `${upstream} stale (${reason})`),
  );
  const lost = answers.some(({ status }) => status === 0) ? ['connection lost'] : [];
  const all = [...errorCodes(answers), ...new Set(stale), ...lost];
  return all.length > 0 ? ` (${all.join(', ')})` : '';
}
