import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  addresses,
  baseUrl,
  EnvironmentError,
  folder,
  host,
  oneOf,
  origin,
  parseEnvironment,
  port,
  redisUrl,
  wholeNumber,
} from './environment.ts';
import { sharedVariables } from './shared-config.ts';

const schema = z.object({ ...sharedVariables, PORT: port(4001), SITE: origin });
const parse = (environment: NodeJS.ProcessEnv) => parseEnvironment(schema, environment);

function problemsOf(environment: NodeJS.ProcessEnv): EnvironmentError {
  try {
    parse(environment);
  } catch (error) {
    if (error instanceof EnvironmentError) return error;
    throw error;
  }
  throw new Error('the environment was accepted');
}

describe('parseEnvironment', () => {
  it('starts with defaults alone', () => {
    expect(parse({ UNRELATED: 'x' })).toEqual({
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      OPS_HOST: '127.0.0.1',
      OPS_HOSTS: [],
      LOG_LEVEL: 'info',
      MAX_EVENT_LOOP_DELAY_MS: 250,
      BATCHING: true,
      SINGLE_FLIGHT: true,
      ENTITY_CACHE_MB: 32,
      COMPILED_EXECUTION: true,
      COALESCING: true,
      RESPONSE_CACHE_MB: 32,
      CORS_ORIGINS: [],
      MAX_CONNECTIONS_PER_ADDRESS: 1_000,
      TRUSTED_PROXIES: [],
      WORKERS: 1,
      PORT: 4001,
      CATALOG_URL: 'http://127.0.0.1:4101',
      PRICING_URL: 'http://127.0.0.1:4102',
      INVENTORY_URL: 'http://127.0.0.1:4103',
      REVIEWS_URL: 'http://127.0.0.1:4104',
      USERS_URL: 'http://127.0.0.1:4105',
      ORDERS_URL: 'http://127.0.0.1:4106',
      RECOMMENDATIONS_URL: 'http://127.0.0.1:4107',
      SHIPPING_URL: 'http://127.0.0.1:4108',
    });
  });

  it.each([
    [
      'CORS_ORIGINS',
      'https://shop.example, http://localhost:3000',
      ['https://shop.example', 'http://localhost:3000'],
    ],
    ['OPS_HOSTS', 'a.internal, [2001:db8::1],10.0.0.1', ['a.internal', '[2001:db8::1]', '10.0.0.1']],
  ] as const)('reads the list %s=%s', (variable, value, expected) => {
    expect(parse({ [variable]: value })[variable]).toEqual(expected);
  });

  it('counts a variable that is set to nothing as not set', () => {
    expect(parse({ PORT: '', LOG_LEVEL: '', CATALOG_URL: '', HOST: '' })).toEqual(parse({}));
  });

  it('names every wrong variable at once, with its value and what was expected', () => {
    const error = problemsOf({
      NODE_ENV: 'prod',
      HOST: 'a host',
      PORT: '80o',
      LOG_LEVEL: 'loud',
      CATALOG_URL: 'catalog',
      USERS_URL: 'ftp://users?x',
      ORDERS_URL: 'http://orders:4106',
    });

    expect(error.problems).toEqual([
      { variable: 'NODE_ENV', value: 'prod', expected: 'one of development, production, test' },
      { variable: 'HOST', value: 'a host', expected: 'a host name or an IP address' },
      {
        variable: 'LOG_LEVEL',
        value: 'loud',
        expected: 'one of trace, debug, info, warn, error, fatal, silent',
      },
      { variable: 'CATALOG_URL', value: 'catalog', expected: 'an http or https URL' },
      { variable: 'USERS_URL', value: 'ftp://users?***', expected: 'an http or https URL' },
      { variable: 'PORT', value: '80o', expected: 'a port from 0 to 65535' },
    ]);
    expect(error.message).toContain('6 wrong variables');
    expect(error.message).toContain('\n  PORT=80o  expected a port from 0 to 65535\n');
  });

  it.each([
    ['COST_PER_MINUTE', '1000000000', 'a whole number from 1 to 999999999'],
    ['COST_PER_MINUTE', '0', 'a whole number from 1 to 999999999'],
    ['WORKERS', '0', 'a whole number from 1 to 999999999'],
    ['ENTITY_CACHE_MB', '-1', 'a whole number from 0 to 999999999'],
    ['MAX_EVENT_LOOP_DELAY_MS', '9999999999', 'a whole number from 1 to 999999999'],
    ['PORT', '65536', 'a port from 0 to 65535'],
    ['CATALOG_URL', 'http://catalog#a', 'a URL without ? or #'],
    ['REDIS_URL', 'redis://cache#a', 'a URL without ? or #'],
    ['CORS_ORIGINS', 'https://shop.example/', 'without a path or a slash at the end'],
    // Each of these would let pages of other sites read what its users' cookies are answered.
    [
      'SITE',
      'https://shop.example/',
      'an origin such as https://shop.example, without a path or a slash at the end',
    ],
    ['OPS_TOKEN', `é${'x'.repeat(16)}`, 'at least 16 of A-Z a-z 0-9 - . _ ~ + /'],
    ['CORS_ORIGINS', '*', 'origins such as https://shop.example'],
    ['CORS_ORIGINS', 'null', 'origins such as https://shop.example'],
    ['CORS_ORIGINS', 'https://shop.example,*', 'origins such as https://shop.example'],
    ['CORS_ORIGINS', 'https://*.example', 'origins such as https://shop.example'],
    ['CORS_ORIGINS', 'ftp://shop.example', 'origins such as https://shop.example'],
    ['TRUSTED_PROXIES', '10.0.0.0/33', 'IP addresses or blocks such as 10.0.0.0/8'],
    ['PLAYGROUND', 'yes', 'one of on, off'],
    ['BATCHING', 'true', 'one of on, off'],
    ['DOCUMENTS', 'any', 'one of open, trusted'],
  ])('says of %s=%s which rule it breaks', (variable, value, rule) => {
    expect(problemsOf({ [variable]: value }).problems).toMatchObject([
      { variable, expected: expect.stringContaining(rule) as string },
    ]);
  });

  it('speaks of one wrong variable as of one', () => {
    expect(problemsOf({ PORT: 'x' }).message).toContain('has a wrong variable:');
  });

  it.each([
    'ftp://admin:s3cr3t@host',
    'ftp://s3cr3t@host',
    'admin:s3cr3t@host',
    'http://admin:a/s3cr3t@host',
    'http://admin:a@s3cr3t@host:port',
    'http://admin:a\ns3cr3t@ho st',
    'http://host?token=s3cr3t',
    'http://host/?a\nb=s3cr3t',
    'http://host#s3cr3t',
  ])('never shows the secret in %j', (value) => {
    const { message, problems } = problemsOf({ CATALOG_URL: value });

    expect(message).not.toContain('s3cr3t');
    expect(JSON.stringify(problems)).not.toContain('s3cr3t');
    expect(message).toMatch(/CATALOG_URL=.*\*\*\*/);
  });

  it('shows what is left of an address without its secrets', () => {
    expect(problemsOf({ CATALOG_URL: 'https://user:word@host/path?key=1' }).problems[0]?.value).toBe(
      'https://***@host/path?***',
    );
  });
});

describe('port', () => {
  const read = (text: string) => parseEnvironment(z.object({ PORT: port(1) }), { PORT: text }).PORT;

  it.each([
    ['0', 0],
    ['8080', 8080],
    ['65535', 65_535],
  ])('takes %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each(['65536', '99999', '100000', '-1', '1.5', '1e3', '0x50', ' 80', '80 ', 'http', '８０'])(
    'refuses %j',
    (text) => {
      expect(() => read(text)).toThrow('a port from 0 to 65535');
    },
  );
});

describe('wholeNumber', () => {
  const read = (text: string) =>
    parseEnvironment(z.object({ MOST: wholeNumber(200, { from: 1 }) }), { MOST: text }).MOST;

  it.each([
    ['', 200],
    ['1', 1],
    ['999999999', 999_999_999],
  ])('takes %j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each(['0', '-1', '1.5', '1e3', '0x10', ' 5', '5 ms', '1000000000', 'Infinity', '５'])(
    'refuses %j',
    (text) => {
      expect(() => read(text)).toThrow('a whole number from 1 to 999999999');
    },
  );
});

describe('baseUrl', () => {
  const read = (text: string) => parseEnvironment(z.object({ URL: baseUrl('http://x') }), { URL: text }).URL;

  it.each([
    ['http://catalog', 'http://catalog'],
    ['http://catalog:80/', 'http://catalog:80'],
    ['https://gateway.example/catalog/v2', 'https://gateway.example/catalog/v2'],
    ['https://gateway.example/catalog/v2///', 'https://gateway.example/catalog/v2'],
    ['http://[::1]:4101', 'http://[::1]:4101'],
    ['HTTP://catalog', 'HTTP://catalog'],
    [' http://catalog\n', 'http://catalog'],
  ])('takes %j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    'catalog',
    'catalog:4101',
    '//catalog',
    'http:',
    'http://',
    'http:catalog',
    'http://a b',
    'http://catalog:99999',
    'file:///etc/passwd',
    'javascript:alert(1)',
  ])('refuses %j, which is no address', (text) => {
    expect(() => read(text)).toThrow('an http or https URL');
  });

  it.each(['http://catalog?a=1', 'http://catalog/?', 'http://catalog#a', 'http://catalog/#'])(
    'refuses %j, behind which no path can be put',
    (text) => {
      expect(() => read(text)).toThrow('a URL without ? or #');
    },
  );
});

describe('host', () => {
  const read = (text: string) => parseEnvironment(z.object({ HOST: host('x') }), { HOST: text }).HOST;

  it.each(['0.0.0.0', '::', '::1', 'localhost', 'bff-web.internal'])('takes %s', (text) => {
    expect(read(text)).toBe(text);
  });

  it.each(['http://x', 'a b', 'a/b', 'a\n'])('refuses %j', (text) => {
    expect(() => read(text)).toThrow('a host name or an IP address');
  });
});

describe('folder', () => {
  const read = (text: string) => parseEnvironment(z.object({ DIR: folder }), { DIR: text }).DIR?.href;

  it.each([
    ['/etc/manifests', 'file:///etc/manifests/'],
    ['/etc/manifests/', 'file:///etc/manifests/'],
    ['/a b/#1', 'file:///a%20b/%231/'],
    ['.data', `${pathToFileURL(process.cwd()).href}/.data/`],
    ['', undefined],
  ])('reads %j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('redisUrl', () => {
  const read = (text: string) => parseEnvironment(z.object({ REDIS_URL: redisUrl }), { REDIS_URL: text });

  it.each(['redis://cache', 'rediss://user:word@cache.internal:6380/2', 'redis://:word@127.0.0.1:6379'])(
    'takes %j',
    (text) => {
      expect(read(text)).toEqual({ REDIS_URL: text });
    },
  );

  it('is optional', () => {
    expect(read('')).toEqual({});
  });

  it.each(['cache:6379', 'http://cache', 'redis://', 'redis://a b'])('refuses %j, which is none', (text) => {
    expect(() => read(text)).toThrow('a redis or rediss URL');
  });

  it('takes no options', () => {
    expect(() => read('redis://cache?enableOfflineQueue=true')).toThrow('a URL without ? or #');
  });

  it('never shows the password', () => {
    expect(() => read('http://:s3cr3t@cache')).toThrow(/REDIS_URL=http:\/\/\*\*\*@cache {2}expected/);
  });
});

describe('oneOf', () => {
  it('takes a value only as it is spelt', () => {
    const colour = z.object({ COLOUR: oneOf(['red', 'green'], 'green') });

    expect(parseEnvironment(colour, { COLOUR: 'red' })).toEqual({ COLOUR: 'red' });
    expect(parseEnvironment(colour, {})).toEqual({ COLOUR: 'green' });
    expect(() => parseEnvironment(colour, { COLOUR: 'RED' })).toThrow('one of red, green');
  });
});

describe('addresses', () => {
  const read = (text: string) =>
    parseEnvironment(z.object({ TRUSTED_PROXIES: addresses }), { TRUSTED_PROXIES: text }).TRUSTED_PROXIES;

  it('takes addresses and blocks of them', () => {
    const blocks = read('127.0.0.1, 10.0.0.0/8,fd00::/8');

    expect(blocks.map(([address, bits]) => `${address.toString()}/${bits}`)).toEqual([
      '127.0.0.1/32',
      '10.0.0.0/8',
      'fd00::/8',
    ]);
    expect(read('')).toEqual([]);
  });

  it.each([
    'proxy.internal',
    '10.0.0.0/33',
    '10.0.0.1 10.0.0.2',
    '10.0.0.1,x',
    '0.0.0.0/0',
    '::/0',
    '1.2.3.4:80',
  ])('refuses %j by the name of the variable', (text) => {
    expect(() => read(text)).toThrow(/TRUSTED_PROXIES=.* expected IP addresses or blocks such as/);
  });
});
