import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** Long enough for a client to read the beginning; a reset discards what it has not read. */
const RESET_AFTER_MS = 20;

/** Slices that a dripping body is cut into for each second. */
const DRIPS_PER_SECOND = 10;

/** The first half of the body, and then the end. */
export function truncated(body: Buffer): Readable {
  return Readable.from([firstHalf(body)]);
}

/** The first half of the body, and then a reset connection. */
export function withReset(body: Buffer, socket: Socket): Readable {
  return Readable.from(
    (async function* () {
      yield firstHalf(body);
      await sleep(RESET_AFTER_MS);
      socket.resetAndDestroy();
    })(),
  );
}

/** The whole body, slowly. */
export function dripping(body: Buffer, bytesPerSecond: number): Readable {
  const size = Math.ceil(bytesPerSecond / DRIPS_PER_SECOND);
  return Readable.from(
    (async function* () {
      for (let start = 0; start < body.length; start += size) {
        yield body.subarray(start, start + size);
        await sleep((size / bytesPerSecond) * 1_000);
      }
    })(),
  );
}

/** JSON without an end, made as fast as it is read. */
export function endless(): Readable {
  const more = Buffer.from('0,'.repeat(8_192));
  let next = Buffer.from('{"items":[');
  return new Readable({
    read() {
      this.push(next);
      next = more;
    },
  });
}

function firstHalf(body: Buffer): Buffer {
  return body.subarray(0, Math.floor(body.length / 2));
}
