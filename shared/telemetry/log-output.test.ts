import { expect, it, onTestFinished, vi } from 'vitest';
import { logOutput } from './log-output.ts';
import { createLogger, droppedLogLines } from './logger.ts';

type Written = (error?: Error | null) => void;

/** The process's standard output, whose reader takes a line when the test says so. */
function given(waitingBytes = 0) {
  const lines: { readonly line: string; readonly end: Written }[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation(((line: string, end: Written) => {
    lines.push({ line, end });
    return true;
  }) as typeof process.stdout.write);
  const waiting = vi.spyOn(process.stdout, 'writableLength', 'get').mockReturnValue(waitingBytes);
  onTestFinished(() => [write, waiting].forEach((spy) => spy.mockRestore()));
  return { lines, waiting };
}

it('the log drops and counts a line that finds no room, and writes one that just does', () => {
  const { lines, waiting } = given(999_998);
  const output = logOutput();

  output.write('ab');
  output.write('abc');
  // Two bytes each, as they are sent.
  output.write('ää');
  waiting.mockReturnValue(0);
  output.write('later');

  expect(lines.map(({ line }) => line)).toEqual(['ab', 'later']);
  expect(output.dropped()).toBe(2);
});

it('the log counts a line that could not be written, and tells of all that were lost, once it can write', () => {
  const { lines } = given();
  const output = logOutput();
  const told = vi.fn();
  output.onRecovered(told);

  ['a', 'b', 'c', 'd', 'e'].forEach(output.write);
  lines[0]!.end(new Error('EPIPE'));
  lines[1]!.end(new Error('EPIPE'));
  expect(told).not.toHaveBeenCalled();
  lines[2]!.end();
  lines[3]!.end(null);
  expect(told.mock.calls).toEqual([[2]]);
  lines[4]!.end(new Error('ENOSPC'));
  output.write('f');
  lines[5]!.end();

  expect(told.mock.calls).toEqual([[2], [1]]);
  expect(output.dropped()).toBe(3);
});

it('the log ends no process whose reader has gone, though nobody has asked to be told', () => {
  const { lines } = given();
  const listeners = process.stdout.listenerCount('error');
  const output = logOutput();

  // An error that nobody listens to ends the process.
  expect(process.stdout.listenerCount('error')).toBe(listeners + 1);
  output.write('a');
  output.write('b');
  lines[0]!.end(new Error('EPIPE'));
  expect(() => lines[1]!.end()).not.toThrow();
});

it('a logger writes JSON lines from its level on, with who speaks and when, and says how many were lost', () => {
  const { lines } = given();
  const logger = createLogger('bff-test', 'info');
  const before = droppedLogLines();

  logger.debug('too quiet');
  logger.info({ n: 1 }, 'said');
  logger.info('lost');
  lines[1]!.end(new Error('EPIPE'));
  lines[0]!.end();

  expect(droppedLogLines()).toBe(before + 1);
  const [said, , lost] = lines.map(({ line }) => JSON.parse(line) as Record<string, unknown>);
  expect(said).toEqual({ level: 30, time: expect.any(String), name: 'bff-test', n: 1, msg: 'said' });
  expect(new Date(said!['time'] as string).toISOString()).toBe(said!['time']);
  expect(lost).toMatchObject({ level: 50, lines: 1, msg: 'log lines dropped' });
});
