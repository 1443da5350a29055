import { remembered } from '../lib/remembered.ts';

/** The media types of responses: the one of GraphQL over HTTP, and the one that came before it. */
export type ResponseType = 'application/graphql-response+json' | 'application/json';

/** Preferred where the client likes both alike; most clients that say nothing know nothing newer. */
const offered: readonly ResponseType[] = ['application/json', 'application/graphql-response+json'];

/**
 * The media type to answer in, null where the client takes none of ours (406). Without the header, JSON: so GraphQL over
 * HTTP asks of servers for clients from before its own media type.
 *
 * @param accept the header `Accept` (RFC 9110, 12.5.1)
 * @see https://graphql.github.io/graphql-over-http/draft/#sec-Legacy-Watershed
 */
export function responseTypeOf(accept = ''): ResponseType | null {
  return negotiated(accept);
}

/** Clients are of few kinds, and each always sends the same. */
const negotiated = remembered(100, (accept: string): ResponseType | null => {
  if (accept.trim() === '') return 'application/json';
  const ranges = accept.split(',').map(rangeOf);
  const liked = offered.map((type) => {
    // The most specific range that fits says how much the type is liked.
    const [range] = ranges.filter(({ fits }) => fits(type)).sort((a, b) => b.precision - a.precision);
    return { type, quality: range?.quality ?? 0, place: range ? ranges.indexOf(range) : 0 };
  });
  const [best] = liked
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || a.place - b.place);
  return best?.type ?? null;
});

interface MediaRange {
  readonly fits: (type: ResponseType) => boolean;
  /** 2 for a type, 1 for all of a kind, 0 for anything. */
  readonly precision: number;
  /** From 0 to 1. */
  readonly quality: number;
}

function rangeOf(text: string): MediaRange {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const given = parameters.find((parameter) => /^q\s*=/.test(parameter));
  const quality = given === undefined ? 1 : Number(given.replace(/^q\s*=\s*/, ''));
  // Responses are UTF-8, and nothing else.
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  const readable = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  return {
    fits: (type) => readable && (range === type || range === 'application/*' || range === '*/*'),
    precision: range === '*/*' ? 0 : range.endsWith('/*') ? 1 : 2,
    quality: quality >= 0 && quality <= 1 ? quality : 0,
  };
}
