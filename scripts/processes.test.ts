import { describe, expect, it } from 'vitest';
import { processEnvironment, select, StartError } from './processes.ts';

const all = select([]);
const services = select(['mocks']);

describe('the environment of the processes', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:4101'],
    ['localhost', 'http://localhost:4101'],
    ['::1', 'http://[::1]:4101'],
  ])('tells the BFFs where services at HOST=%s are', (HOST, url) => {
    expect(processEnvironment({ HOST }, all)).toMatchObject({ HOST, CATALOG_URL: url });
  });

  it('tells them of a service that has been moved, and leaves an address that is set', () => {
    const environment = { CATALOG_PORT: '5101', PRICING_PORT: '5102', PRICING_URL: 'http://prices.example' };

    expect(processEnvironment(environment, all)).toMatchObject({
      CATALOG_URL: 'http://127.0.0.1:5101',
      PRICING_URL: 'http://prices.example',
    });
  });

  it('refuses a service at a port that nobody can know beforehand', () => {
    expect(() => processEnvironment({ CATALOG_PORT: '0', PRICING_PORT: '0', PRICING_URL: '' }, all)).toThrow(
      new StartError(
        [
          'The environment has wrong variables:',
          '  CATALOG_PORT=0  expected a port that the BFFs can be told of, or CATALOG_URL to be set',
          '  PRICING_PORT=0  expected a port that the BFFs can be told of, or PRICING_URL to be set',
          'See README.md, "Environment".',
        ].join('\n'),
      ),
    );
  });

  it('takes such a port where the BFFs are told another address, or nobody is to be told', () => {
    const url = 'http://catalog.example';

    expect(processEnvironment({ CATALOG_PORT: '0', CATALOG_URL: url }, all)['CATALOG_URL']).toBe(url);
    expect(processEnvironment({ CATALOG_PORT: '0' }, services)['CATALOG_PORT']).toBe('0');
    expect(processEnvironment({ WEB_PORT: '0' }, all)['WEB_PORT']).toBe('0');
  });

  it('names every wrong variable of every process at once', () => {
    expect(() => processEnvironment({ WEB_PORT: 'x', CATALOG_PORT: '70000' }, all)).toThrow(
      /WEB_PORT=x .*\n {2}CATALOG_PORT=70000 /,
    );
  });
});
