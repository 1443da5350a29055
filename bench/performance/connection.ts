import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  /** 0 when the connection failed. */
  readonly status: number;
  /** The code of the first error that a body of GraphQL tells of; undefined where it tells of none. */
  readonly error: string | undefined;
  /** Only where it was asked for. */
  readonly body: string | undefined;
}

const HEAD_END = '\r\n\r\n';
const LAST_CHUNK = '0\r\n\r\n';
const ERRORS = Buffer.from('"errors":');

/** What arrives is looked at and done with before anything else arrives: one place serves all connections. */
const arrived = Buffer.alloc(262_144);

/**
 * A kept-alive connection that asks one thing at a time, and knows of HTTP/1.1 what the servers here say: an HTTP
 * client would cost more than some of them do.
 */
export class Connection {
  readonly #address: { host: string; port: number };
  #socket: Socket | undefined;
  #head = '';
  #status = 0;
  /** Bytes of the body that are still to come; NaN for a body in chunks. */
  #missing = 0;
  #error: string | undefined;
  #body: Buffer[] | undefined;
  #onAnswer: ((answer: RawAnswer) => void) | undefined;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#address = { host: hostname, port: Number(port) };
  }

  /**
   * Sends a whole HTTP request; `onAnswer` hears of the answer, or that there will be none.
   *
   * @param wantsBody where the body is to be kept
   */
  send(request: Buffer, wantsBody: boolean, onAnswer: (answer: RawAnswer) => void): void {
    this.#onAnswer = onAnswer;
    this.#body = wantsBody ? [] : undefined;
    this.#error = undefined;
    this.#head = '';
    this.#socket ??= this.#open();
    this.#socket.write(request);
  }

  close(): void {
    this.#socket?.destroy();
  }

  #open(): Socket {
    const onread = {
      buffer: arrived,
      callback: (length: number) => {
        this.#read(arrived.subarray(0, length));
        return true;
      },
    };
    const socket = connect({ ...this.#address, noDelay: true, onread });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#socket = undefined;
      this.#status = 0;
      this.#end();
    });
    return socket;
  }

  #read(chunk: Buffer): void {
    if (this.#head.endsWith(HEAD_END)) this.#readBody(chunk);
    else this.#readHead(chunk);
  }

  #readHead(chunk: Buffer): void {
    // A head may come in pieces; its end may lie across two of them.
    const before = this.#head.length;
    const text = this.#head + chunk.toString('latin1', 0, 4_096);
    const end = text.indexOf(HEAD_END);
    if (end < 0) {
      this.#head = text;
      return;
    }
    const bodyAt = end + HEAD_END.length;
    this.#head = text.slice(0, bodyAt);
    this.#status = Number(text.slice(9, 12));
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.#head)?.[1];
    this.#missing = length === undefined ? NaN : Number(length);
    this.#readBody(chunk.subarray(bodyAt - before));
  }

  #readBody(chunk: Buffer): void {
    this.#missing -= chunk.length;
    if (chunk.includes(ERRORS)) this.#error ??= /"code":"(\w+)"/.exec(chunk.toString())?.[1] ?? 'error';
    this.#body?.push(Buffer.from(chunk));
    const isLast = Number.isNaN(this.#missing)
      ? chunk.toString('latin1', Math.max(0, chunk.length - LAST_CHUNK.length)) === LAST_CHUNK
      : this.#missing <= 0;
    if (isLast) this.#end();
  }

  #end(): void {
    const onAnswer = this.#onAnswer;
    this.#onAnswer = undefined;
    const whole = this.#body && Buffer.concat(this.#body);
    const body = whole && (Number.isNaN(this.#missing) ? unchunk(whole) : whole).toString();
    onAnswer?.({ status: this.#status, error: this.#error, body });
  }
}

/** What a body in chunks says (RFC 9112, 7.1). */
function unchunk(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = body.indexOf('\r\n', at);
    const size = parseInt(body.toString('latin1', at, lineEnd), 16);
    if (!(size > 0)) return Buffer.concat(parts);
    parts.push(body.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
