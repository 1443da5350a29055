import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningBff } from '../../shared/server/start-bff.ts';
import { clients } from '../clients.ts';
import { startQuietBff } from '../running-bff.ts';
import { startMocks, type RunningMocks } from '../running-mocks.ts';

/**
 * What is not as GraphQL over HTTP allows, on purpose: a GET without a header for which a browser asks first could be
 * sent by any site's page, with the cookies of whoever looks at it (CSRF).
 */
const forbidden: Readonly<Record<string, string>> = {
  '5A70': 'MAY accept application/x-www-form-urlencoded formatted GET requests',
  'D6D5':
    'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
  '6A70': 'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
};

const settings = {
  development: {},
  // The audits' own documents are none that a client ships, and two of them ask for a type by its name.
  production: { NODE_ENV: 'production', DOCUMENTS: 'open', INTROSPECTION: 'on' },
} as const;

let mocks: RunningMocks;
beforeAll(async () => {
  mocks = await startMocks();
});
afterAll(() => mocks.close());

describe.each(
  clients.flatMap(({ folder, define }) =>
    (['development', 'production'] as const).map((setting) => ({ folder, define, setting })),
  ),
)('$folder in $setting', ({ define, setting }) => {
  let bff: RunningBff;
  beforeAll(async () => {
    bff = await startQuietBff(await define(), mocks.urls, settings[setting]);
  });
  afterAll(() => bff.close());

  it.each(
    serverAudits({ url: () => `${bff.url}/graphql`, fetchFn: fetch }).map(({ id, name, fn }) => ({
      id,
      name,
      fn,
    })),
  )('$id $name', async ({ id, name, fn }) => {
    const result = await fn();

    // One that is forbidden and has come to be allowed is no longer forbidden.
    expect(result.status).toBe(id in forbidden ? 'notice' : 'ok');
    if (id in forbidden) expect(name).toBe(forbidden[id]);
  });

  it('lets a GET be asked that no other site can send', async () => {
    const response = await fetch(
      `${bff.url}/graphql?query=${encodeURIComponent('{ __typename }')}&variables={}`,
      {
        headers: { 'apollo-require-preflight': '1' },
      },
    );

    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  });
});
