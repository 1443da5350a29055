/* global document, fetch, GraphiQL, React, ReactDOM, sessionStorage, window */
// Runs in the browser. GraphiQL and React are the globals that the page's other scripts define.
const documents = await fetch('/playground/documents.json').then((answer) => answer.json());

const shipped = new Map(
  documents.map(({ name, text, variables, headers }) => [
    name,
    {
      query: text,
      variables: JSON.stringify(variables, null, 2),
      headers: JSON.stringify(headers, null, 2),
    },
  ]),
);

const sameValues = (one, other) =>
  one.query === other.query && one.variables === other.variables && one.headers === other.headers;

/** Under which what a person had open is kept, in this tab of the browser and until it is closed. */
const KEY = 'playground';

/** What was open before a reload: the tabs, which of them was shown, and the documents as they were shipped then. */
function remembered() {
  try {
    const { tabs, active, documents } = JSON.parse(sessionStorage.getItem(KEY));
    return { tabs: [...tabs], active, documents: new Map(documents) };
  } catch {
    return { tabs: [], active: 0, documents: new Map() };
  }
}

/**
 * The tabs to open with. What a person has typed stays as it is; a document that was left alone is shown as it is shipped
 * now; and one that has come since has a tab at the end.
 */
function tabsToOpen({ tabs, active, documents }) {
  const open = tabs.flatMap((tab, index) => {
    const untouched = [...documents].find(([, values]) => sameValues(values, tab));
    const values = untouched ? shipped.get(untouched[0]) : tab;
    return values ? [{ ...values, active: index === active }] : [];
  });
  const added = [...shipped].filter(([name]) => !documents.has(name)).map(([, values]) => values);
  return [...open, ...added];
}

// GraphiQL's own storage lives as long as the page: what it kept for longer would hide documents that have changed.
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

/** The names of the operations of a text; none of a text that is no GraphQL. */
function operationsIn(query) {
  try {
    return GraphiQL.GraphQL.parse(query).definitions.flatMap((definition) =>
      definition.kind === 'OperationDefinition' && definition.name ? [definition.name.value] : [],
    );
  } catch {
    return [];
  }
}

/** What is open, as GraphiQL keeps it; nothing where there are no documents, until GraphiQL says what it has opened. */
let open;

const tabs = tabsToOpen(remembered());
const shown = tabs.find(({ active }) => active) ?? tabs[0];
if (shown) {
  open = {
    // GraphiQL shows the last of several that are alike.
    activeTabIndex: tabs.findLastIndex((tab) => sameValues(tab, shown)),
    tabs: tabs.map(({ query, variables, headers }, index) => {
      const [operationName = null] = operationsIn(query);
      const title = operationName ?? '<untitled>';
      return { id: `opened-${index}`, title, query, variables, headers, operationName, response: null };
    }),
  };
  // In no other way can a tab that is not the first be shown from the start.
  storage.setItem('graphiql:tabState', JSON.stringify(open));
}

/** Keeps what is open. What was typed in the last moment stands in the editors alone. */
function remember() {
  if (!open) return;
  const texts = [...document.querySelectorAll('.graphiql-editors .CodeMirror')].map(({ CodeMirror }) =>
    CodeMirror.getValue(),
  );
  const tabs = open.tabs.map(({ query, variables, headers }, index) => {
    // They stand in this order, as soon as all of them have been loaded.
    if (index === open.activeTabIndex && texts.length === 3) [query, variables, headers] = texts;
    return { query, variables, headers };
  });
  try {
    const value = { tabs, active: open.activeTabIndex, documents: [...shipped] };
    sessionStorage.setItem(KEY, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing, or no more: the next reload begins anew.
  }
}
window.addEventListener('pagehide', remember);

// In an editor the Tab key indents: after Escape it moves on, or whoever has no mouse would never get out.
let leaving = false;
window.addEventListener(
  'keydown',
  (event) => {
    if (leaving && event.key === 'Tab') event.stopPropagation();
    leaving = event.key === 'Escape' || (leaving && event.key === 'Shift');
  },
  { capture: true },
);

const send = GraphiQL.createFetcher({ url: '/graphql' });

/** As `page.css` has it. */
const narrow = window.matchMedia('(max-width: 767px)');

const shownTab = () => open?.tabs[open.activeTabIndex]?.id;

/**
 * Asks what is shown: for a moment after a tab was chosen or a name typed, GraphiQL still names the operation that stood
 * there before.
 */
async function fetcher({ query, variables, operationName }, options) {
  const names = operationsIn(query);
  const named = names.includes(operationName) ? operationName : names[0];
  const answers = await send({ query, variables, ...(named && { operationName: named }) }, options);
  // GraphiQL's own question about the schema.
  if (!answers[Symbol.asyncIterator]) return answers;
  // The answer comes below the editors, where there is no room beside them.
  if (narrow.matches) document.querySelector('.graphiql-response').scrollIntoView();
  return whileShown(shownTab(), answers);
}

/** An answer that comes when another tab is shown is none of that tab's. */
async function* whileShown(tab, answers) {
  for await (const answer of answers) if (shownTab() === tab) yield answer;
}

ReactDOM.createRoot(document.getElementById('playground')).render(
  React.createElement(GraphiQL, {
    fetcher,
    onTabChange: (state) => {
      open = state;
    },
    // The values of the tab that is shown are given twice: GraphiQL fills its editors from these.
    ...(shown && { query: shown.query, variables: shown.variables, headers: shown.headers }),
    // Within its own storage, which ends with the page; otherwise it would not know the tab that is shown.
    shouldPersistHeaders: true,
    showPersistHeadersSettings: false,
    defaultEditorToolsVisibility: 'variables',
    storage,
  }),
);
