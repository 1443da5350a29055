import { describe, expect, it } from 'vitest';
import { bffOverUsers } from '../testing/bff-over-users.ts';

describe('the endpoint', () => {
  it('reads a GET as one: its variables are text, and the browser must have asked before', async () => {
    const { url } = await bffOverUsers();
    const address = `${url}/graphql?${new URLSearchParams({
      query: 'query ($n: Int!) { twice(n: $n) }',
      variables: '{"n":2}',
    }).toString()}`;
    const asked = await fetch(address, { headers: { 'apollo-require-preflight': '1' } });
    const unasked = await fetch(address);

    expect(await asked.json()).toEqual({ data: { twice: 4 } });
    expect(unasked.status).toBe(400);
    expect(await unasked.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  it('says by which methods it is asked, and no more than that', async () => {
    const { url } = await bffOverUsers();

    const response = await fetch(`${url}/graphql`, { method: 'OPTIONS' });

    expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([
      204,
      'GET, HEAD, POST, OPTIONS',
      '',
    ]);
  });

  it('answers a fault of its own with nothing but the id of the request, and tells the log of it', async () => {
    const outdated = {
      refuse: () => {
        throw new TypeError('s3cr3t of the fault');
      },
      except: [],
    };
    const { query, log, lines } = await bffOverUsers({ options: { definition: { outdated } } });
    const { status, headers, body, text } = await query('{ greeting }', { 'x-request-id': 'r-1' });

    expect(status).toBe(500);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.errors).toMatchObject([{ extensions: { code: 'INTERNAL', requestId: 'r-1' } }]);
    expect(text).not.toContain('s3cr3t');
    expect(log).toMatchObject([{ level: 50, msg: 'request failed', requestId: 'r-1' }]);
    expect(await lines('operations_running')).toEqual(['operations_running 0']);
  });
});
