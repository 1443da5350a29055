import { describe, expect, it } from 'vitest';
import { ClientError } from '../lib/client-error.ts';
import { buildManifest } from '../graphql/documents/manifest.ts';
import { bffAlone } from '../testing/bff-alone.ts';
import { AUTHOR, bffOverUsers } from '../testing/bff-over-users.ts';
import { trusting } from '../testing/documents.ts';

const GREETING = 'query Greeting { greeting }';
const CONFIG = 'query Config { twice(n: 1) }';
const idOf = (text: string) => buildManifest([text]).operations[0]!.id;

describe('an app that is too old', () => {
  const storeUrl = 'https://apps.example/small';
  const definition = {
    outdated: {
      refuse: ({ name, version }: { name?: string | undefined; version?: string | undefined }) =>
        name === 'small-app' && version === '1.0.0'
          ? new ClientError('UPGRADE_REQUIRED', 'This version no longer works.', { details: { storeUrl } })
          : null,
      except: ['Config'],
    },
  };
  const old = { 'x-client-name': 'small-app', 'x-client-version': '1.0.0' };
  const told = { errors: [{ extensions: { code: 'UPGRADE_REQUIRED', storeUrl, retryable: false } }] };
  /** As in production: of what old apps ask, their configuration alone is still known. */
  const lookup = { trusted: trusting([GREETING, CONFIG], '5.3.0'), mode: 'trusted', apq: null } as const;
  const persisted = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
  const gone = idOf('query Gone { me }');

  it.each<[string, object | string]>([
    ['a document that is served', { documentId: idOf(GREETING) }],
    ['an id that nobody knows any more', { documentId: gone }],
    ['a persisted query that nobody knows any more', persisted(gone)],
    ['its configuration by an id that nobody knows any more', { documentId: gone, operationName: 'Config' }],
    ['a text that is not trusted', { query: 'query Config { me }' }],
    ['a text that is no GraphQL', { query: '{' }],
    ['two documents at once', { query: GREETING, documentId: gone }],
    ['an operation that the document does not hold', { query: CONFIG, operationName: 'Other' }],
    ['no document', {}],
    ['parameters of another type', { documentId: idOf(CONFIG), variables: 'none' }],
    ['no object', []],
    ['no JSON', '{"query"'],
  ])('is told so, with the way to its store, whatever it asks: %s', async (_what, body) => {
    const { post, get, log } = await bffAlone({ definition, lookup });

    // And before anything else is said about the request.
    for (const headers of [old, { ...old, 'x-currency': 'XXX' }]) {
      expect((await post(body, headers)).body).toMatchObject(told);
      expect((await get(body, headers)).body).toMatchObject(told);
    }
    expect(log.filter(({ level }) => Number(level) > 30)).toEqual([]);
  });

  it('is told so where the answer is kept for others', async () => {
    const { send } = await bffAlone({ definition, reuse: { coalesce: true, cacheBytes: 1_000_000 } });
    await send({ query: GREETING });

    expect((await send({ query: GREETING }, old)).body).toMatchObject(told);
    expect(
      (await send({ query: GREETING }, { ...old, 'x-client-version': '1.0.1' })).body.data,
    ).toBeDefined();
  });

  it.each([
    ['by id', { documentId: idOf(CONFIG) }],
    ['by a persisted query', persisted(idOf(CONFIG))],
    ['as text', { query: CONFIG }],
  ])('is answered what tells it to update, %s', async (_how, body) => {
    const { post, get } = await bffAlone({ definition, lookup });

    expect((await post(body, old)).body).toEqual({ data: { twice: 2 } });
    expect((await get(body, old)).body).toEqual({ data: { twice: 2 } });
  });

  it('leaves a line in the log that says what it asked for', async () => {
    const { send, log } = await bffAlone({ definition, lookup });
    await send({ documentId: idOf(GREETING) }, old);
    await send({ documentId: gone, operationName: 'Gone' }, old);

    expect(log.filter(({ msg }) => msg === 'operation')).toMatchObject([
      { operation: 'Greeting', documentId: idOf(GREETING), errorCodes: ['UPGRADE_REQUIRED'] },
      { operation: 'Gone', documentId: gone, errorCodes: ['UPGRADE_REQUIRED'] },
    ]);
  });

  it('is not for an app that is too old, though others were given it', async () => {
    const tooOld = new ClientError('UPGRADE_REQUIRED', 'This version no longer works.');
    const outdated = {
      refuse: ({ version }: { version?: string | undefined }) => (version === '1.0.0' ? tooOld : null),
      except: [],
    };
    const { query, get } = await bffOverUsers({
      cacheControl: 'public, max-age=60',
      answersItself: true,
      options: { definition: { outdated } },
    });
    const { text } = await query(AUTHOR);
    const old = { 'x-client-version': '1.0.0' };

    const refused = [{ extensions: { code: 'UPGRADE_REQUIRED' } }];
    expect((await query(AUTHOR, old)).body.errors).toMatchObject(refused);
    expect(JSON.parse((await get(AUTHOR, old)).text)).toMatchObject({ errors: refused });
    expect((await query(AUTHOR, { 'x-client-version': '1.0.1' })).text).toBe(text);
  });

  it('answers an app that is too old what it may ask all the same, and nothing else', async () => {
    const outdated = {
      refuse: () => new ClientError('UPGRADE_REQUIRED', 'This version no longer works.'),
      except: ['Upgrade'],
    };
    const { query, operations } = await bffOverUsers({ options: { definition: { outdated } } });

    expect((await query('query Upgrade { greeting }')).body).toEqual({
      data: { greeting: 'Hello stranger' },
    });
    for (const document of ['query Other { greeting }', '{ greeting }', '{ nothing }']) {
      const { body } = await query(document);
      expect(body.errors).toMatchObject([{ extensions: { code: 'UPGRADE_REQUIRED' } }]);
    }
    expect(operations().map(({ operation, source }) => [operation, source])).toEqual([
      ['Upgrade', 'executed'],
      ['Other', 'refused'],
      [undefined, 'refused'],
      [undefined, 'refused'],
    ]);
  });
});
