/* global document, fetch, GraphiQL, React, ReactDOM */
// Runs in the browser. GraphiQL and React are the globals that the page's other scripts define.
const documents = await fetch('/playground/documents.json').then((answer) => answer.json());

const tabs = documents.map(({ text, variables, headers }) => ({
  query: text,
  variables: JSON.stringify(variables, null, 2),
  headers: JSON.stringify(headers, null, 2),
}));

// Kept for as long as the page: what a browser kept for longer would hide every document that has changed since, and
// headers that GraphiQL does not keep would be missing from those that it does.
const kept = new Map();
const storage = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => kept.set(key, value),
  removeItem: (key) => kept.delete(key),
  clear: () => kept.clear(),
  get length() {
    return kept.size;
  },
};

ReactDOM.createRoot(document.getElementById('playground')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
    // The first tab's values are given twice: GraphiQL fills its editors from these, and its tabs from those.
    ...(tabs.length > 0 && { defaultTabs: tabs, ...tabs[0] }),
    defaultEditorToolsVisibility: 'variables',
    storage,
  }),
);
