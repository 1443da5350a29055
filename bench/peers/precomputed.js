// The limit of any server on this runtime: reads each request's body, and answers with the file ANSWER.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { announce } from './announce.js';

const body = readFileSync(process.env.ANSWER);
const headers = { 'content-type': 'application/json', 'content-length': body.length };

const server = createServer((incoming, outgoing) => {
  incoming.resume();
  incoming.on('end', () => outgoing.writeHead(200, headers).end(body));
});
server.listen(0, '127.0.0.1', () => announce(`http://127.0.0.1:${server.address().port}`));
