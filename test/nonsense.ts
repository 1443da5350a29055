import type { Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

/** Stands in all that is nonsense: whoever shows it to a client has let it through. */
export const MARK = 'n0nsense';

/** What the service would have answered. */
export interface GoodAnswer {
  readonly contentType: string;
  readonly body: Buffer;
}

/** One way of a service to talk nonsense on the wire. */
export interface Nonsense {
  readonly name: string;
  /** Answers one request over its connection, which nobody else closes. */
  readonly answer: (socket: Socket, good: GoodAnswer, url: string) => void;
  /**
   * What the service's own fields come to: the codes that they may fail with; `whole` where the answer is right all the
   * same; `either` where it is right or failed; `less` where items may be left out without a word.
   */
  readonly comesTo: readonly string[] | 'whole' | 'either' | 'less';
}

const bad = ['UPSTREAM_BAD_ANSWER'];
const down = ['UPSTREAM_UNAVAILABLE'];
const wrong = [...bad, ...down];
const slow = ['UPSTREAM_TIMEOUT', 'DEADLINE_EXCEEDED'];
const refused = ['BAD_USER_INPUT', 'NOT_FOUND'];

type Bytes = string | Buffer;
type Made = Bytes | ((good: GoodAnswer, url: string) => Bytes);

const json = 'content-type: application/json\r\n';
const lengthOf = (body: Bytes) => `content-length: ${Buffer.byteLength(body)}\r\n`;
const response = (status: string, headers: string, body: Bytes, length = lengthOf(body)): Buffer =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status}\r\n${headers}${length}\r\n`, 'latin1'),
    Buffer.from(body as string),
  ]);
const ok = (body: Bytes, headers = json) => response('200 OK', headers, body);
const error = (status: string, headers = '') =>
  response(`${status} ${MARK}`, `${json}${headers}`, `{"message":"${MARK} at http://10.0.0.7/"}`);
const right = ({ contentType, body }: GoodAnswer, headers = '') =>
  ok(body, `content-type: ${contentType}\r\n${headers}`);

const make = (made: Made, good: GoodAnswer, url: string) =>
  typeof made === 'function' ? made(good, url) : made;

/** Says it, and closes the connection. */
const says = (name: string, comesTo: Nonsense['comesTo'], made: Made): Nonsense => ({
  name,
  comesTo,
  answer: (socket, good, url) => void socket.end(make(made, good, url)),
});
/** Says it, and leaves the connection open. */
const leaves = (name: string, comesTo: Nonsense['comesTo'], made: Made): Nonsense => ({
  name,
  comesTo,
  answer: (socket, good, url) => void socket.write(make(made, good, url)),
});
/** Says it, and resets the connection a little later. */
const resets = (name: string, comesTo: Nonsense['comesTo'], made: Made): Nonsense => ({
  name,
  comesTo,
  answer: (socket, good, url) => {
    socket.write(make(made, good, url));
    setTimeout(() => socket.resetAndDestroy(), 15);
  },
});

/** The right answer with something else in place of each item of its lists. */
const withItems = ({ body }: GoodAnswer, items: readonly unknown[]): Buffer => {
  const answer = JSON.parse(body.toString()) as Record<string, unknown>;
  const spoilt = Object.entries(answer).map(([key, value]) => [key, Array.isArray(value) ? items : value]);
  return ok(JSON.stringify(Object.fromEntries(spoilt)));
};
const half = (body: Buffer) => body.subarray(0, Math.floor(body.length / 2));
const chunk = (body: Bytes) =>
  Buffer.concat([
    Buffer.from(`${Buffer.byteLength(body).toString(16)}\r\n`),
    Buffer.from(body as string),
    Buffer.from('\r\n'),
  ]);
const chunked = `HTTP/1.1 200 OK\r\n${json}transfer-encoding: chunked\r\n\r\n`;
const inChunks = (...chunks: readonly Bytes[]) =>
  Buffer.concat([chunked, ...chunks].map((part) => Buffer.from(part as string)));
const encoded = (encoding: string, body: Bytes) => ok(body, `${json}content-encoding: ${encoding}\r\n`);

// Made when they are first asked for, once: the tests that leave them out need not wait.
const once = <Value>(make: () => Value) => {
  let made: Value | undefined;
  return () => (made ??= make());
};
const bomb = once(() => encoded('gzip', gzipSync(Buffer.alloc(60_000_000, 0x20))));
const bombOfBrotli = once(() => encoded('br', brotliCompressSync(Buffer.alloc(30_000_000, 0x20))));
const oversized = once(() => ok(`{"${MARK}":"${'x'.repeat(6_000_000)}"}`));
const items = (count: number, item: string) =>
  once(() => ok(`{"items":[${Array(count).fill(item).join()}]}`));
const aMillionNulls = items(900_000, 'null');
const badItems = items(10_000, `{"id":"${MARK}"}`);
const deep = once(() => ok(`${'['.repeat(400_000)}${']'.repeat(400_000)}`));
const deepObjects = once(() => ok(`${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`));

const refusals = ['400', '404', '410', '414', '422', '431'].map((status) =>
  says(`status ${status}`, status === '404' || status === '410' ? 'less' : refused, error(status)),
);
const strangeRefusals = [
  '402',
  '405',
  '406',
  '407',
  '408',
  '411',
  '412',
  '413',
  '415',
  '417',
  '418',
  '421',
].concat('423', '424', '425', '426', '428', '451', '499');
const badStatuses = strangeRefusals.map((status) => says(`status ${status}`, wrong, error(status)));
const unavailable = [
  '401',
  '403',
  '500',
  '501',
  '502',
  '503',
  '504',
  '505',
  '507',
  '508',
  '511',
  '520',
  '599',
  '600',
  '999',
].map((status) => says(`status ${status}`, down, error(status)));
const retryAfters = [
  'soon',
  '-5',
  '1e3',
  '0x10',
  '',
  'Fri, 31 Dec 1999 23:59:59 GMT',
  '2001-01-01',
  `${MARK}, 5`,
].flatMap((given) =>
  ['429', '503'].map((status) =>
    says(`status ${status} with Retry-After: ${given}`, down, error(status, `retry-after: ${given}\r\n`)),
  ),
);
const redirects = ['301', '302', '303', '307', '308'].flatMap((status) =>
  ['http://169.254.169.254/latest/meta-data/', 'file:///etc/passwd', '//127.0.0.1:1/'].map((location) =>
    says(`status ${status} to ${location}`, bad, error(status, `location: ${location}\r\n`)),
  ),
);

/** All of it; each row is one example of a kind. */
export const nonsense: readonly Nonsense[] = [
  // Status lines and heads.
  says('nothing at all', down, ''),
  says('a status line without a status', down, 'HTTP/1.1 OK\r\n\r\n'),
  says('a status of two digits', wrong, `HTTP/1.1 20 OK\r\n${json}\r\n{}`),
  says('a status of four digits', wrong, `HTTP/1.1 2000 OK\r\n${json}\r\n{}`),
  says('a status of letters', down, `HTTP/1.1 abc ${MARK}\r\n\r\n`),
  says('status 000', wrong, `HTTP/1.1 000 ${MARK}\r\n${json}\r\n{}`),
  says('HTTP/9.9', wrong, `HTTP/9.9 200 OK\r\n${json}\r\n{}`),
  says('HTTP/0.9', down, `{"${MARK}":true}`),
  says('another protocol', down, `SSH-2.0-OpenSSH_9.9 ${MARK}\r\n`),
  says('HTTP/2', down, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0'),
  says('TLS', down, Buffer.from('16030300050100000100', 'hex')),
  says('zeros', down, Buffer.alloc(10_000)),
  says('a request', down, `GET /${MARK} HTTP/1.1\r\nhost: x\r\n\r\n`),
  says('a header without a colon', wrong, `HTTP/1.1 200 OK\r\n${MARK}\r\n\r\n{}`),
  says('a header with a NUL', wrong, `HTTP/1.1 200 OK\r\n${json}x-a: ${MARK}\0\r\n\r\n{}`),
  says('a header name with a space', wrong, `HTTP/1.1 200 OK\r\nx a: ${MARK}\r\n\r\n{}`),
  says('a flood of headers', wrong, () => `HTTP/1.1 200 OK\r\n${`x-a: ${MARK}\r\n`.repeat(20_000)}\r\n{}`),
  says('a huge header', wrong, () => `HTTP/1.1 200 OK\r\nx-a: ${MARK.repeat(100_000)}\r\n\r\n{}`),
  says('a huge reason', wrong, () => `HTTP/1.1 200 ${MARK.repeat(100_000)}\r\n\r\n{}`),
  leaves('a head without an end', slow, `HTTP/1.1 200 OK\r\n${json}`),
  says('half a head', down, `HTTP/1.1 200 OK\r\nconte`),
  resets('a reset inside the head', down, `HTTP/1.1 200 OK\r\nconte`),
  resets('a reset before the head', down, ''),
  // Informational ones.
  says('a hundred times 100 first', 'either', (good) =>
    Buffer.concat([Buffer.from('HTTP/1.1 100 Continue\r\n\r\n'.repeat(100)), right(good)]),
  ),
  says('103 first', 'whole', (good) =>
    Buffer.concat([Buffer.from(`HTTP/1.1 103 Early Hints\r\nlink: <${MARK}>\r\n\r\n`), right(good)]),
  ),
  leaves('100 and nothing else', slow, 'HTTP/1.1 100 Continue\r\n\r\n'),
  says(
    '101',
    [...wrong, ...slow],
    `HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: ${MARK}\r\n\r\n`,
  ),
  says('200 that wants an upgrade', 'whole', (good) =>
    right(good, 'connection: upgrade\r\nupgrade: h2c\r\n'),
  ),
  // Bodies where there is none.
  says('204', bad, 'HTTP/1.1 204 No Content\r\n\r\n'),
  says('204 with a body', wrong, response('204 No Content', json, `{"${MARK}":true}`)),
  says('205 with a body', bad, response('205 Reset Content', json, `{"${MARK}":true}`)),
  says('304 that nobody asked for', bad, `HTTP/1.1 304 Not Modified\r\netag: "${MARK}"\r\n\r\n`),
  says('304 with a body', wrong, response('304 Not Modified', json, `{"${MARK}":true}`)),
  says('206 with a half', bad, ({ body }) => response('206 Partial Content', json, half(body))),
  says('300', bad, error('300')),
  // Lengths.
  says('a longer length than body', down, ({ body }) =>
    response('200 OK', json, body, `content-length: ${body.length + 9}\r\n`),
  ),
  leaves('a longer length than body, and then silence', slow, ({ body }) =>
    response('200 OK', json, body, `content-length: ${body.length + 9}\r\n`),
  ),
  says('a shorter length than body', wrong, ({ body }) =>
    response('200 OK', json, body, `content-length: ${body.length - 9}\r\n`),
  ),
  says('two lengths', down, ({ body }) => response('200 OK', `${json}content-length: 2\r\n`, body)),
  says('a length below zero', down, response('200 OK', json, '{}', 'content-length: -2\r\n')),
  says('a length of letters', down, response('200 OK', json, '{}', `content-length: ${MARK}\r\n`)),
  says(
    'a length that is no number',
    down,
    response('200 OK', json, '{}', `content-length: ${'9'.repeat(40)}\r\n`),
  ),
  says('a length and chunks', wrong, () =>
    response('200 OK', `${json}transfer-encoding: chunked\r\n`, chunk(`{"${MARK}":1}`)),
  ),
  says('no length, until it closes', 'whole', ({ body }) => response('200 OK', json, body, '')),
  leaves('no length, and never closes', slow, ({ body }) => response('200 OK', json, body, '')),
  // Chunks.
  says('chunks', 'whole', ({ body }) =>
    inChunks(chunk(half(body)), chunk(body.subarray(half(body).length)), '0\r\n\r\n'),
  ),
  says('chunks with trailers', 'whole', ({ body }) => inChunks(chunk(body), `0\r\nx-a: ${MARK}\r\n\r\n`)),
  says('chunks without an end', down, ({ body }) => inChunks(chunk(body))),
  leaves('chunks without an end, and then silence', slow, ({ body }) => inChunks(chunk(body))),
  says('a chunk of no size', down, inChunks(`${MARK}\r\n{}\r\n0\r\n\r\n`)),
  says('a chunk that is shorter', down, inChunks('ff\r\n{}\r\n0\r\n\r\n')),
  says('a chunk of sixteen digits', down, inChunks('ffffffffffffffff\r\n{}')),
  says('a huge chunk extension', 'either', ({ body }) =>
    inChunks(`${body.length.toString(16)};${MARK.repeat(10_000)}\r\n`, body, '\r\n0\r\n\r\n'),
  ),
  says(
    'an unknown transfer coding',
    'either',
    response('200 OK', `${json}transfer-encoding: ${MARK}\r\n`, '{}', ''),
  ),
  // Connections.
  resets('a reset inside the body', down, ({ body }) =>
    response('200 OK', json, half(body), `content-length: ${body.length}\r\n`),
  ),
  says('an end inside the body', down, ({ body }) =>
    response('200 OK', json, half(body), `content-length: ${body.length}\r\n`),
  ),
  leaves('silence inside the body', slow, ({ body }) =>
    response('200 OK', json, half(body), `content-length: ${body.length}\r\n`),
  ),
  leaves('silence', slow, ''),
  {
    name: 'a drip',
    comesTo: slow,
    answer: (socket, { body }) => {
      socket.write(`HTTP/1.1 200 OK\r\n${json}content-length: ${body.length}\r\n\r\n`);
      let sent = 0;
      const timer = setInterval(() => socket.write(body.subarray(sent, (sent += 1))), 100);
      socket.once('close', () => clearInterval(timer));
    },
  },
  {
    name: 'a head by the letter',
    comesTo: slow,
    answer: (socket) => {
      const timer = setInterval(() => socket.write('x'), 100);
      socket.write('HTTP/1.1 200 OK\r\nx-a: ');
      socket.once('close', () => clearInterval(timer));
    },
  },
  resets('the right answer, and a reset of the idle connection', 'whole', (good) =>
    right(good, 'connection: keep-alive\r\n'),
  ),
  leaves('the right answer, and another that nobody asked for', 'whole', (good) =>
    Buffer.concat([right(good, 'connection: keep-alive\r\n'), ok(`{"${MARK}":"smuggled"}`)]),
  ),
  leaves('the right answer, and rubbish behind it', 'either', (good) =>
    Buffer.concat([right(good, 'connection: keep-alive\r\n'), Buffer.from(MARK.repeat(100))]),
  ),
  // Codings.
  says('gzip', 'whole', ({ body }) => encoded('gzip', gzipSync(body))),
  says('deflate', 'whole', ({ body }) => encoded('deflate', deflateSync(body))),
  says('brotli', 'whole', ({ body }) => encoded('br', brotliCompressSync(body))),
  says('gzip that is none', bad, ({ body }) => encoded('gzip', body)),
  says('gzip that is cut', wrong, ({ body }) => encoded('gzip', half(gzipSync(body)))),
  says('gzip that is damaged', bad, ({ body }) => encoded('gzip', gzipSync(body).fill(0x58, 12, 40))),
  says('gzip of gzip', bad, ({ body }) => encoded('gzip', gzipSync(gzipSync(body)))),
  says('gzip with rubbish behind it', 'either', ({ body }) =>
    encoded('gzip', Buffer.concat([gzipSync(body), Buffer.from(MARK)])),
  ),
  says('brotli that is cut', wrong, ({ body }) => encoded('br', half(brotliCompressSync(body)))),
  says('brotli that is none', bad, ({ body }) => encoded('br', body)),
  says('deflate that is cut', wrong, ({ body }) => encoded('deflate', half(deflateSync(body)))),
  says('an unknown coding', 'either', ({ body }) => encoded(MARK, body)),
  says('a gzip bomb', bad, bomb),
  says('a brotli bomb', bad, bombOfBrotli),
  // Media types.
  says('no media type', bad, ({ body }) => ok(body, '')),
  says('text/plain', bad, ({ body }) => ok(body, 'content-type: text/plain\r\n')),
  says('a media type of nonsense', bad, ({ body }) => ok(body, `content-type: ${MARK}/jsonish\r\n`)),
  says('a sign-in page', bad, ok(`<!doctype html><h1>${MARK}</h1>`, 'content-type: text/html\r\n')),
  says('a sign-in page that says it is JSON', bad, ok(`<!doctype html><h1>${MARK}</h1>`)),
  says('JSON of another charset', 'whole', ({ body }) =>
    ok(body, 'content-type: application/json; charset=utf-16\r\n'),
  ),
  // Texts.
  says('an empty body', bad, ok('')),
  says('a byte order mark first', 'either', ({ body }) =>
    ok(Buffer.concat([Buffer.from('efbbbf', 'hex'), body])),
  ),
  says('UTF-16', bad, ({ body }) => ok(Buffer.from(body.toString(), 'utf16le'))),
  says('bad UTF-8', bad, ({ body }) =>
    ok(Buffer.concat([body.subarray(0, -1), Buffer.from([0x2c, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])])),
  ),
  says('NUL bytes', bad, ({ body }) => ok(Buffer.concat([body, Buffer.alloc(10)]))),
  says('half of the JSON', bad, ({ body }) => ok(half(body))),
  says('two JSON texts', bad, ({ body }) => ok(Buffer.concat([body, body]))),
  says('JSON with a comment', bad, ({ body }) => ok(`/* ${MARK} */${body.toString()}`)),
  says('JSON in a script', bad, ({ body }) => ok(`)]}',\n${body.toString()}`)),
  says('NaN', bad, ok('{"items":NaN}')),
  // Shapes.
  ...[
    'null',
    'true',
    '0',
    `"${MARK}"`,
    '[]',
    '{}',
    '1e999',
    `[{"id":"${MARK}"}]`,
    `{"error":"${MARK}"}`,
    '{"items":{}}',
  ].map((text) => says(`the JSON ${text}`, bad, ok(text))),
  says('an envelope of nulls', bad, ({ body }) =>
    ok(
      JSON.stringify(
        Object.fromEntries(Object.keys(JSON.parse(body.toString()) as object).map((key) => [key, null])),
      ),
    ),
  ),
  says('deep arrays', bad, deep),
  says('deep objects', bad, deepObjects),
  says('keys of the prototype', 'whole', ({ body }) =>
    ok(body.toString().replace('{', `{"__proto__":{"${MARK}":1},"constructor":{"prototype":{"${MARK}":1}},`)),
  ),
  says('items of keys of the prototype', 'less', (good) =>
    withItems(good, [JSON.parse(`{"__proto__":{"id":"${MARK}"}}`)]),
  ),
  says('items that are null', 'less', (good) => withItems(good, [null, null])),
  says('items that are numbers', 'less', (good) => withItems(good, [1, 1e308, -0])),
  says('items with lone surrogates', 'less', (good) => withItems(good, [{ id: `\ud800${MARK}` }])),
  says('huge numbers', 'less', ({ body }) => ok(body.toString().replace(/:(\d+)([,}])/g, ':1e400$2'))),
  says('numbers below zero', 'less', ({ body }) => ok(body.toString().replace(/:(\d+)([,}])/g, ':-$1$2'))),
  says('numbers as texts', 'less', ({ body }) =>
    ok(body.toString().replace(/:(\d+)([,}])/g, `:"${MARK}"$2`)),
  ),
  says('more than may be', bad, oversized),
  // Statuses.
  ...refusals,
  ...badStatuses,
  ...unavailable,
  ...retryAfters,
  ...redirects,
  says('a redirect to itself', bad, (_good, url) => error('302', `location: ${url}/redirected\r\n`)),
];

/** Answers that cost most to read. */
export const heavy: readonly Nonsense[] = [
  says('900,000 times null', bad, aMillionNulls),
  says('10,000 items that cannot be read', 'less', badItems),
  says('900,000 times null for the items', 'less', (good) => withItems(good, Array(900_000).fill(null))),
  says('10,000 bad items for the items', 'less', (good) => withItems(good, Array(10_000).fill({ id: MARK }))),
];
