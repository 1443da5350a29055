import { expect, it } from 'vitest';
import { listeningOn } from './listening-on.ts';

it.each([
  ['0.0.0.0', 'http://0.0.0.0:4001'],
  ['::', 'http://[::]:4001'],
  ['::1', 'http://[::1]:4001'],
  ['127.0.0.1', 'http://127.0.0.1:4001'],
])('the log says of %s that it listens on %s', (host, url) => {
  const opened = { url: 'http://127.0.0.1:4001', opsUrl: 'http://127.0.0.1:4011' };

  expect(listeningOn({ HOST: host, OPS_HOST: '127.0.0.1' }, opened)).toMatchObject({
    url,
    opsUrl: 'http://127.0.0.1:4011',
  });
  expect(listeningOn({ HOST: '127.0.0.1', OPS_HOST: host }, opened)).toMatchObject({
    url: 'http://127.0.0.1:4001',
    opsUrl: url.replace('4001', '4011'),
  });
});
