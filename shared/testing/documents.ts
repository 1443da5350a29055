import { buildManifest, documentIdOf, normalForm } from '../graphql/documents/manifest.ts';
import type { DocumentLookup } from '../graphql/documents/requested-document.ts';
import type { HttpOptions } from '../http/middleware.ts';
import type { TrustedDocuments } from '../graphql/documents/trusted-documents.ts';

/** A store that trusts `texts` and no more, as if release `version` shipped them. */
export function trusting(texts: readonly string[], version = '1.0.0'): TrustedDocuments {
  const all = buildManifest(texts).operations.map(({ id, name, body }) => ({
    id,
    name,
    text: body,
    releases: [version],
  }));
  const find = async (id: string) => all.find((document) => document.id === id);
  return {
    find,
    findByText: async (text) => {
      try {
        return await find(documentIdOf(normalForm(text)));
      } catch {
        return undefined;
      }
    },
    all: () => all,
  };
}

/** Takes requests from everybody who speaks HTTP. */
export const openHttp: HttpOptions = {
  corsOrigins: [],
  loopbackOrigins: false,
  maxConnectionsPerAddress: 10_000,
  trustedProxies: [],
};

/** Executes any document, and knows none by an id. */
export const anyDocument: DocumentLookup = { trusted: trusting([]), mode: 'open', apq: null };
