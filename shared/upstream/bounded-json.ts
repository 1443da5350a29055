/** JSON that is well-formed, perhaps, and more than anybody should parse. */
export class UnboundedJsonError extends Error {
  override readonly name = 'UnboundedJsonError';
}

/**
 * Most values and keys of one body. Parsing and decoding cost by the value rather than by the byte, up to half a
 * microsecond each, and nothing else runs meanwhile. The largest answers that services give hold a third of it.
 */
const MAX_VALUES = 50_000;

/** Lists and objects within each other; no answer of ours goes deeper than seven. A hundred levels cost as much as one. */
const MAX_DEPTH = 100;

/** So short a body cannot hold enough of anything to be worth a look beforehand. */
const HARMLESS_BYTES = 50_000;

/** JSON is UTF-8 (RFC 8259, 8.1); a decoder that mends bad bytes would hide a broken answer. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses JSON that a stranger sent, unless it would take so long that everybody else had to wait for it.
 *
 * @throws {UnboundedJsonError} when it holds more values, or goes deeper, than any answer needs to
 * @throws {SyntaxError | TypeError} when it is not JSON, or not UTF-8
 */
export function parseBoundedJson(body: Uint8Array): unknown {
  if (body.length > HARMLESS_BYTES) checkBounds(body);
  return JSON.parse(utf8.decode(body));
}

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Counts what stands before a value or a key; all of these are single bytes in UTF-8, and part of no other character. */
function checkBounds(body: Uint8Array): void {
  let values = 1;
  let depth = 0;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]!;
    if (byte === QUOTE) {
      at += 1;
      while (at < body.length && body[at] !== QUOTE) at += body[at] === BACKSLASH ? 2 : 1;
    } else if (byte === COMMA || byte === COLON) values += 1;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      values += 1;
      depth += 1;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
    if (values > MAX_VALUES) throw new UnboundedJsonError(`the body holds more than ${MAX_VALUES} values`);
    if (depth > MAX_DEPTH) throw new UnboundedJsonError(`the body is nested deeper than ${MAX_DEPTH}`);
  }
}
