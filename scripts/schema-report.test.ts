import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildManifest } from '../shared/graphql/documents/manifest.ts';
import { shippedIn, type Release } from '../shared/graphql/documents/release.ts';
import { describeReport, isBroken, reportOn } from './schema-report.ts';

const sdl = 'type Query { home: Home old: Int } type Home { title: String badge: Badge } enum Badge { NEW }';
const release: Release = {
  version: '5.3.0',
  supportedUntil: '2027-06-30',
  manifest: buildManifest(['query Home { home { badge } }']),
  examples: {},
};
const report = (next: string, overrides: Partial<Parameters<typeof reportOn>[0]> = {}) =>
  reportOn({
    base: buildSchema(sdl),
    next: buildSchema(next),
    documents: shippedIn('bff-mobile', release),
    releases: [release],
    baseReleases: [release],
    today: '2027-01-01',
    ...overrides,
  });
const changed = (from: string | RegExp, to: string) => report(sdl.replace(from, to));

describe('a change', () => {
  it('is refused when it breaks what a supported release asks for, and says who asks', async () => {
    const removed = await changed('badge: Badge', '');

    expect(isBroken(removed)).toBe(true);
    expect(describeReport('bff-mobile', removed)).toBe(
      [
        'bff-mobile: BREAKS',
        '  breaking, and used (1)',
        "    Field 'badge' was removed from object type 'Home'",
        '        bff-mobile 5.3.0: Home',
        '  documents that no longer fit (1)',
        '    bff-mobile 5.3.0: Home asks for Home.badge, which is gone',
      ].join('\n'),
    );
  });

  it('passes when it breaks what nobody asks for', async () => {
    const removed = await changed('old: Int', '');

    expect(isBroken(removed)).toBe(false);
    expect(describeReport('bff-mobile', removed)).toBe(
      [
        'bff-mobile: ok',
        '  breaking, and used by nobody (1)',
        "    Field 'old' was removed from object type 'Query'",
      ].join('\n'),
    );
  });

  it('passes when it is dangerous, and says so', async () => {
    const added = await changed('{ NEW }', '{ NEW SALE }');

    expect(isBroken(added)).toBe(false);
    expect(describeReport('bff-mobile', added)).toContain(
      "  dangerous (1)\n    Enum value 'SALE' was added to enum 'Badge'\n        bff-mobile 5.3.0: Home",
    );
  });

  it('is refused when a default was all that let a document leave out an argument', async () => {
    const of = (value: string) => buildSchema(sdl.replace('home: Home', `home(size: Int!${value}): Home`));
    const taken = await report('type Query { x: Int }', { base: of(' = 1'), next: of('') });

    expect(taken.breakingAndUsed).toMatchObject([{ usedBy: ['bff-mobile 5.3.0: Home'] }]);
    expect(isBroken(taken)).toBe(true);
    expect(taken.broken).toEqual([expect.stringContaining('bff-mobile 5.3.0: Home asks for Query.home')]);
  });
});

describe('a deprecation', () => {
  const deprecated = (reason: string) => sdl.replace('old: Int', `old: Int @deprecated(reason: "${reason}")`);

  it('is refused without a date', async () => {
    const undated = await report(deprecated('Not used.'));

    expect(isBroken(undated)).toBe(true);
    expect(describeReport('bff-mobile', undated)).toContain('Query.old is deprecated without a removal date');
  });

  it('is said to be removable when its date has passed and nobody asks', async () => {
    const passed = await report(deprecated('Not used. Removed after 2026-12-31.'));

    expect(isBroken(passed)).toBe(false);
    expect(describeReport('bff-mobile', passed)).toContain(
      '  can be removed (1)\n    Query.old, after 2026-12-31',
    );
  });

  it('names who still asks when its date has passed', async () => {
    const used = sdl.replace('badge: Badge', 'badge: Badge @deprecated(reason: "Gone after 2026-12-31.")');

    expect(describeReport('bff-mobile', await report(used))).toContain(
      '  to be removed by now, and still used (1)\n    Home.badge, after 2026-12-31\n        bff-mobile 5.3.0: Home',
    );
  });
});

describe('a release that was supported before the change', () => {
  it('must not be taken away', async () => {
    expect((await report(sdl, { releases: [] })).rewritten).toEqual([
      '5.3.0 is gone, and was to be supported until 2027-06-30',
    ]);
  });

  it('must not be rewritten', async () => {
    const rewritten = { ...release, manifest: buildManifest(['query Home { home { title } }']) };

    const after = await report(sdl, { releases: [rewritten] });
    expect(isBroken(after)).toBe(true);
    expect(after.rewritten).toEqual(['5.3.0 has other documents than were recorded']);
  });

  it('may be when it no longer is', async () => {
    expect((await report(sdl, { releases: [], today: '2027-07-01' })).rewritten).toEqual([]);
  });
});
