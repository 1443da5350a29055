/* global document, fetch, GraphiQL, React, ReactDOM */
// Runs in the browser. GraphiQL and React are the globals that the page's other scripts define.
const documents = await fetch('/playground/documents.json').then((answer) => answer.json());

ReactDOM.createRoot(document.getElementById('playground')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
    defaultTabs: documents.map(({ text, variables, headers }) => ({
      query: text,
      variables: JSON.stringify(variables, null, 2),
      headers: JSON.stringify(headers, null, 2),
    })),
    defaultEditorToolsVisibility: 'variables',
  }),
);
