import { startSmallBff } from './small-bff.ts';

type Options = NonNullable<Parameters<typeof startSmallBff>[1]>;

/** The small BFF over a service that nobody should ask. */
export async function bffAlone(options: Options = {}) {
  const asked: string[] = [];
  const bff = await startSmallBff(({ url }, response) => {
    asked.push(url!);
    response.writeHead(500).end();
  }, options);
  /** Sends the same by POST and by GET; what is text is a body that is no JSON. */
  const post = async (body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${bff.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  };
  const get = async (body: object | string, headers: Record<string, string> = {}) => {
    const parameters = Object.entries(
      typeof body === 'string' ? { variables: body } : (body as Record<string, unknown>),
    );
    const query = new URLSearchParams(
      parameters.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
    );
    const response = await fetch(`${bff.url}/graphql?${query.toString()}`, {
      headers: { 'apollo-require-preflight': '1', ...headers },
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  };
  return { ...bff, send: post, post, get, asked };
}

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}
