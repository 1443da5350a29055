import {
  Environment,
  Network,
  RecordSource,
  Store,
  type FetchFunction,
  type GraphQLResponse,
} from 'relay-runtime';

/** Relay leaves the request to the app, and hands it the id that its compiler gave the document. */
export function relayEnvironment(url: string, useGet = true) {
  const fetchQuery: FetchFunction = async ({ id, operationKind }, variables) => {
    const response =
      useGet && operationKind === 'query'
        ? await fetch(`${url}?documentId=${id}&variables=${encodeURIComponent(JSON.stringify(variables))}`)
        : await fetch(url, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ documentId: id, variables }),
          });
    return (await response.json()) as GraphQLResponse;
  };
  return new Environment({ network: Network.create(fetchQuery), store: new Store(new RecordSource()) });
}
