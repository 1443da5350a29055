import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/** Sends `lines` as they are to the server at `url`, and `connection: close`; returns the status of the response. */
export async function rawStatus(url: string, lines: readonly string[], body = ''): Promise<number> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(
    `${[...lines, 'connection: close', `content-length: ${body.length}`].join('\r\n')}\r\n\r\n${body}`,
  );
  const answer = await text(socket);
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
}
