// How the peers that use undici ask the services; HTTP_CACHE=on keeps answers as the services allow (RFC 9111).
import { Agent, interceptors, request } from 'undici';

const agent = new Agent();
const dispatcher = process.env.HTTP_CACHE === 'on' ? agent.compose(interceptors.cache()) : agent;

/** What a GET of `path` answers, parsed. */
export const get = async (path) =>
  (await request(process.env.UPSTREAM_URL + path, { dispatcher })).body.json();
