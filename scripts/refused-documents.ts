import type { ErrorCode } from '../shared/lib/client-error.ts';
import { isRetryable } from '../shared/lib/client-error.ts';
import { brokenBy } from '../shared/graphql/documents/compatibility.ts';
import type { BffDefinition } from '../shared/process/create-bff.ts';
import type { ClientDocument } from '../shared/graphql/documents/client-documents.ts';
import { startRecordedBff } from '../test/recorded-bff.ts';
import { startMocks } from '../test/running-mocks.ts';

/** What one client asks. */
export interface ClientDocuments {
  readonly definition: BffDefinition;
  readonly documents: readonly ClientDocument[];
}

/** A response of a BFF, as far as it is looked at here. */
interface Response {
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: ErrorCode };
  }[];
}

/**
 * What the BFFs refuse of the documents that their clients ship, a line each: `bff-mobile: Home is refused: …`. Empty when
 * they answer all of them. The BFFs themselves are asked, over the services of this repository, with the documents' example
 * values: so every limit that holds at run time holds here, and none is written down twice.
 */
export async function refusedDocuments(clients: readonly ClientDocuments[]): Promise<readonly string[]> {
  const mocks = await startMocks();
  try {
    const refused: string[] = [];
    for (const { definition, documents } of clients) {
      // Its time stands still: a document is judged here, and not the machine.
      const bff = await startRecordedBff(definition, mocks.urls);
      try {
        for (const document of documents) refused.push(...(await refusalsOf(bff.url, definition, document)));
      } finally {
        await bff.close();
      }
    }
    return refused;
  } finally {
    await mocks.close();
  }
}

async function refusalsOf(
  url: string,
  { name: by, schema }: BffDefinition,
  { name, text, variables, headers }: ClientDocument,
): Promise<readonly string[]> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: text, variables }),
  });
  const { errors = [] } = (await response.json()) as Response;
  if (errors.some(({ extensions }) => extensions.code === 'GRAPHQL_VALIDATION_FAILED')) {
    return brokenBy(schema, { by, name, text });
  }
  const lines = errors
    // What another try could mend is no fault of the document's.
    .filter(({ extensions }) => !isRetryable(extensions.code))
    .map(({ message, path }) => {
      const place = path?.filter((step) => typeof step === 'string').join('.');
      return `${by}: ${name} is refused${place ? ` at ${place}` : ''}: ${message}`;
    });
  // Once for all items of a list.
  return [...new Set(lines)];
}
