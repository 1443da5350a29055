import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** V8's sampling profile, as `--cpu-prof` writes it. Times in µs, on the scale of `process.hrtime`. */
interface CpuProfile {
  readonly startTime: number;
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
    };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Where the time of a process went, by what was on top of the stack. */
export interface Profile {
  /** Shares (0 to 1) by package or file of our own, the largest first. */
  readonly byModule: readonly (readonly [string, number])[];
  /** The same by function. */
  readonly byFunction: readonly (readonly [string, number])[];
}

const root = join(import.meta.dirname, '..', '..');

/** On the scale of a profile's times (µs). */
export const profileClock = () => Number(process.hrtime.bigint() / 1_000n);

/** The largest shares that a report shows of a profile. */
export const SHOWN_SHARES = 12;

/** What has Node write a profile into `folder` at its end. */
export const profilingArgv = (folder: string) => ['--cpu-prof', `--cpu-prof-dir=${folder}`];

/** Reads the profiles in `folder`, of one process or several: what ran between two times, waiting left out. */
export async function readProfile(folder: string, fromUs = 0, toUs = Infinity): Promise<Profile> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.cpuprofile'));
  const profiles = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const modules = new Map<string, number>();
  const functions = new Map<string, number>();
  let total = 0;
  for (const text of profiles) {
    const { nodes, samples, timeDeltas, startTime } = JSON.parse(text) as CpuProfile;
    const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
    let at = startTime;
    samples.forEach((id, index) => {
      const tookUs = timeDeltas[index]!;
      at += tookUs;
      const { functionName, url, lineNumber } = frames.get(id)!;
      if (at < fromUs || at > toUs || functionName === '(idle)' || functionName === '(root)') return;
      const module = moduleOf(url, functionName);
      total += tookUs;
      modules.set(module, (modules.get(module) ?? 0) + tookUs);
      const place = `${functionName || '(anonymous)'}  ${fileOf(url)}${url ? `:${lineNumber + 1}` : ''}`;
      functions.set(place, (functions.get(place) ?? 0) + tookUs);
    });
  }
  const shares = (times: ReadonlyMap<string, number>) =>
    [...times]
      .map(([name, tookUs]) => [name, tookUs / total] as const)
      .toSorted(([, left], [, right]) => right - left);
  return { byModule: shares(modules), byFunction: shares(functions) };
}

function fileOf(url: string): string {
  return url.startsWith('file://') ? relative(root, new URL(url).pathname) : url;
}

/** The package, the file of ours, or what the runtime calls itself. */
function moduleOf(url: string, functionName: string): string {
  if (url === '') return functionName.startsWith('(') ? functionName : 'V8 and compiled code';
  // Such as the type stripping of Node, whose address says nothing.
  if (url.startsWith('wasm:')) return 'WebAssembly';
  const file = fileOf(url);
  const dependency = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
  return dependency ?? (file.startsWith('node:') ? 'node' : file);
}

/** The largest shares, as lines for a person. */
export function profileLines({ byModule, byFunction }: Profile, count: number): readonly string[] {
  const lines = (shares: Profile['byModule']) =>
    shares.slice(0, count).map(([name, share]) => `${(share * 100).toFixed(1).padStart(5)} %  ${name}`);
  return ['by package or file', ...lines(byModule), '', 'by function', ...lines(byFunction)];
}
