import type { GraphQLSchema } from 'graphql';
import { brokenBy } from '../shared/graphql/documents/compatibility.ts';
import {
  passedDeprecations,
  undatedDeprecations,
  type PassedDeprecation,
} from '../shared/graphql/deprecation-dates.ts';
import { isSupported, type Release, type ShippedDocument } from '../shared/graphql/documents/release.ts';
import { compareSchemas, type SchemaChange, type SchemaChanges } from './schema-changes.ts';

/** A client's schema, before a change and after it, and what is asked of it. */
export interface ComparedClient {
  readonly base: GraphQLSchema;
  readonly next: GraphQLSchema;
  /** Of the supported releases, and of today. */
  readonly documents: readonly ShippedDocument[];
  readonly releases: readonly Release[];
  /** The releases as they were before the change. */
  readonly baseReleases: readonly Release[];
  /** `2027-06-30` */
  readonly today: string;
}

export interface SchemaReport extends SchemaChanges {
  /** Why documents do not fit the schema any more. */
  readonly broken: readonly string[];
  /** What became of supported releases that should have stayed as they were. */
  readonly rewritten: readonly string[];
  /** What is deprecated without a reason or a date. */
  readonly undated: readonly string[];
  readonly passed: readonly PassedDeprecation[];
}

/** Compares a client's schema with the one before, and looks at what it has deprecated. */
export async function reportOn(client: ComparedClient): Promise<SchemaReport> {
  const { base, next, documents, today } = client;
  return {
    ...(await compareSchemas(base, next, documents)),
    broken: documents.flatMap((document) => brokenBy(next, document)),
    rewritten: rewrittenReleases(client),
    undated: undatedDeprecations(next),
    passed: passedDeprecations(next, documents, today),
  };
}

/** Whether the change must not be made. */
export function isBroken({ breakingAndUsed, broken, rewritten, undated }: SchemaReport): boolean {
  return [breakingAndUsed, broken, rewritten, undated].some(({ length }) => length > 0);
}

/** The report in lines, the worst first. */
export function describeReport(folder: string, report: SchemaReport): string {
  const removable = report.passed.filter(({ usedBy }) => usedBy.length === 0);
  const overdue = report.passed.filter(({ usedBy }) => usedBy.length > 0);
  const dated = ({ coordinate, lastDay, usedBy }: PassedDeprecation): SchemaChange => ({
    message: `${coordinate}, after ${lastDay}`,
    usedBy,
  });
  const parts: readonly (readonly [string, readonly SchemaChange[]])[] = [
    ['breaking, and used', report.breakingAndUsed],
    ['documents that no longer fit', report.broken.map(alone)],
    ['releases that were rewritten', report.rewritten.map(alone)],
    ['deprecated without a reason or a date', report.undated.map(alone)],
    ['breaking, and used by nobody', report.breakingAndUnused],
    ['dangerous', report.dangerous],
    ['safe', report.safe.map(({ message }) => alone(message))],
    ['to be removed by now, and still used', overdue.map(dated)],
    ['can be removed', removable.map(dated)],
  ];
  return [
    `${folder}: ${isBroken(report) ? 'BREAKS' : 'ok'}`,
    ...parts.flatMap(([title, changes]) => [
      ...(changes.length > 0 ? [`  ${title} (${changes.length})`] : []),
      ...changes.flatMap(({ message, usedBy }) => [
        `    ${message}`,
        ...usedBy.map((who) => `        ${who}`),
      ]),
    ]),
  ].join('\n');
}

const alone = (message: string): SchemaChange => ({ message, usedBy: [] });

/** A release is on people's phones: taking it from the repository does not take it from them. */
function rewrittenReleases({ baseReleases, releases, today }: ComparedClient): readonly string[] {
  const idsOf = ({ manifest }: Release) => manifest.operations.map(({ id }) => id).join();
  return baseReleases
    .filter((release) => isSupported(release, today))
    .flatMap((before) => {
      const now = releases.find(({ version }) => version === before.version);
      if (!now) return [`${before.version} is gone, and was to be supported until ${before.supportedUntil}`];
      return idsOf(now) === idsOf(before) ? [] : [`${before.version} has other documents than were recorded`];
    });
}
