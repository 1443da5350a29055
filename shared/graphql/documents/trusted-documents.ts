import { parse, print } from 'graphql';
import type { Clock } from '../../lib/clock.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { openManifestFiles, type ManifestFile } from './manifest-files.ts';
import { clientForm, documentIdOf } from './manifest.ts';
import { isSupported } from './release.ts';

/** A document that a client of ours ships, and that may therefore be executed whoever asks for it. */
export interface TrustedDocument {
  /** Hash of `text`, in hex. */
  readonly id: string;
  readonly name: string;
  readonly text: string;
  /** Versions of the supported releases that ship it; none of a document that only the working copy has. */
  readonly releases: readonly string[];
}

export interface TrustedDocuments {
  /** The document of that id. An unknown id has manifests looked for that have been added since. */
  readonly find: (id: string) => Promise<TrustedDocument | undefined>;
  /**
   * The document that a text is, however it is formatted, or that `npm run documents` makes of it: who has no cache to fill
   * sends it without `__typename`, and takes no harm from an answer with it.
   */
  readonly findByText: (text: string) => Promise<TrustedDocument | undefined>;
  readonly all: () => readonly TrustedDocument[];
}

/** A flood of unknown ids costs one listing of the folders in this time. */
const LOOK_AGAIN_AFTER_MS = 1_000;

const DAY_MS = 86_400_000;

/**
 * The documents of several manifests at once: the client's own, those of its releases for as long as they are supported, and
 * whatever a deploy has put into another folder. Files may come and change while this runs: an id that is not known has the
 * folders listed again, so that neither a restart nor a watcher is needed.
 *
 * @param options `manifest` is the client's own, `releases` and `more` are folders, ending in a slash
 * @throws {ManifestError} when the client's own manifest cannot be read
 */
export async function openTrustedDocuments({
  manifest,
  releases,
  more,
  clock,
  logger,
}: {
  manifest: URL;
  releases: URL;
  more?: URL | undefined;
  clock: Clock;
  logger: Logger;
}): Promise<TrustedDocuments> {
  const files = await openManifestFiles({
    own: manifest,
    folders: more ? [releases, more] : [releases],
    logger,
  });
  let lookedAt = clock.now();
  let looking: Promise<boolean> | undefined;
  let index: Index | undefined;

  /** Made anew when files have changed, and once a day, since releases cease to be supported. */
  const current = (): Index => {
    const day = Math.floor(clock.now() / DAY_MS);
    if (index?.day !== day) index = indexOf(files.all(), day);
    return index;
  };

  const lookAgain = async (): Promise<boolean> => {
    lookedAt = clock.now();
    const changed = await files.refresh();
    if (changed) index = undefined;
    return changed;
  };

  /** Whether there is more than there was; whoever comes while it is being looked for waits for the same look. */
  const thereIsMore = (): Promise<boolean> => {
    if (!looking && clock.now() < lookedAt + LOOK_AGAIN_AFTER_MS) return Promise.resolve(false);
    looking ??= lookAgain().finally(() => {
      looking = undefined;
    });
    return looking;
  };

  const among = async (lookUp: (index: Index) => TrustedDocument | undefined) =>
    lookUp(current()) ?? ((await thereIsMore()) ? lookUp(current()) : undefined);

  return {
    find: (id) => among(({ documents }) => documents.get(id)),
    findByText: (text) => {
      const id = documentIdOf(text);
      return among((index) => index.documents.get(id) ?? byForms(index, text));
    },
    all: () => [...current().documents.values()],
  };
}

interface Index {
  /** Since the epoch. */
  readonly day: number;
  readonly documents: ReadonlyMap<string, TrustedDocument>;
  /** By `Operation.normalId`. */
  readonly byNormalId: ReadonlyMap<string, TrustedDocument>;
  /** No document has more tokens than its text has characters, and none of its formattings has more than another. */
  readonly maxTokens: number;
}

function indexOf(files: readonly ManifestFile[], day: number): Index {
  const today = new Date(day * DAY_MS).toISOString().slice(0, 10);
  const documents = new Map<string, TrustedDocument>();
  const idsByNormalId = new Map<string, string>();
  for (const { release, operations } of files) {
    if (release && !isSupported(release, today)) continue;
    const versions = release ? [release.version] : [];
    for (const { id, normalId, name, body } of operations) {
      const releases = new Set([...(documents.get(id)?.releases ?? []), ...versions]);
      documents.set(id, { id, name, text: body, releases: [...releases] });
      // Of several spacings of one document, the one that is the normal form itself.
      if (!idsByNormalId.has(normalId) || id === normalId) idsByNormalId.set(normalId, id);
    }
  }
  const maxTokens = Math.max(0, ...[...documents.values()].map(({ text }) => text.length));
  const byNormalId = new Map([...idsByNormalId].map(([normalId, id]) => [normalId, documents.get(id)!]));
  return { day, documents, byNormalId, maxTokens };
}

function byForms({ byNormalId, maxTokens }: Index, text: string): TrustedDocument | undefined {
  try {
    const document = parse(text, { maxTokens, noLocation: true });
    return (
      byNormalId.get(documentIdOf(print(document))) ??
      byNormalId.get(documentIdOf(print(clientForm(document))))
    );
  } catch {
    // Not GraphQL, or longer than any document that is trusted.
    return undefined;
  }
}
