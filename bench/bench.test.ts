import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { agreement, DisagreementError } from './agreement.ts';
import { dataFolder } from './data.ts';
import type { Machine } from './machine.ts';
import { measure } from './measure.ts';
import { peerPython, PeerProblem } from './peer-environment.ts';
import type { Row, Values } from './row.ts';
import { leaving, startSide, type Side } from './side.ts';
import { median, ratio, summary } from './statistics.ts';
import { toMarkdown, type Line } from './table.ts';
import { replaceSection } from '../tools/src/workspace.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'bench-'))));
afterEach(() => rm(folder, { recursive: true }));

const roundOf = (seconds: number, peakBytes: number | null = null) => ({ seconds, peakBytes });

test('the median is the middle value, or the mean of the two middle ones', () => {
  expect(median([5, 1, 100])).toBe(5);
  expect(median([4, 1, 100, 2])).toBe(3);
  expect(() => median([])).toThrow('median: expected at least one value, got none');
});

test('each ratio is of two adjacent rounds, so that a slow moment of the machine cancels', () => {
  const ours = [roundOf(1), roundOf(10), roundOf(1.2)];
  const peer = [roundOf(2), roundOf(20), roundOf(2)];
  expect(ratio(ours, peer)).toEqual({ median: 0.5, min: 0.5, max: 0.6 });
});

test('a summary has the median of the seconds and the peak memory of all rounds', () => {
  expect(summary([roundOf(3, 10), roundOf(1, 30), roundOf(2, 20)])).toEqual({ seconds: [3, 1, 2], median: 2, peakBytes: 30 });
  expect(summary([roundOf(3)]).peakBytes).toBeNull();
});

test('sides agree within a share of the largest number of the peer', () => {
  expect(agreement({ x: [1, 99] }, { x: [0, 100] }, { x: 0.02 })).toEqual([{ name: 'x', difference: 0.01, tolerance: 0.02 }]);
});

test.each<[string, Values, Values, string]>([
  ['are too far apart', { x: [1, 90] }, { x: [0, 100] }, 'expected x to differ by at most 0.02, got 0.10'],
  ['differ by a sign', { x: [-1] }, { x: [1] }, 'expected x to differ by at most 0.02, got 2.0'],
  ['are not as many', { x: [1] }, { x: [1, 2] }, 'expected both sides to give as many numbers of x, got 1 and, from the peer, 2'],
  ['are none', { x: [] }, { x: [] }, 'expected both sides to give as many numbers of x, got 0'],
  ['are not finite', { x: [NaN] }, { x: [1] }, 'expected finite numbers of x, got NaN and 1 at 0'],
  ['have other names', { y: [1] }, { x: [1] }, 'expected values x, got y from our side'],
])('numbers that %s are refused', (_, ours, peer, message) => {
  expect(() => agreement(ours, peer, { x: 0.02 })).toThrow(DisagreementError);
  expect(() => agreement(ours, peer, { x: 0.02 })).toThrow(message);
});

function recordedSide(name: string, values: Values, seconds: number, calls: string[]): Side {
  return {
    round: async () => (calls.push(name), roundOf(seconds)),
    check: async () => (calls.push(`${name}?`), values),
    close: async () => undefined,
  };
}

test('sides are checked first, then timed in turns', async () => {
  const calls: string[] = [];
  const measured = await measure(recordedSide('a', { x: [1] }, 1, calls), recordedSide('b', { x: [1] }, 4, calls), { x: 0 }, 3);
  expect(calls.join(' ')).toBe('a? b? a b a b a b');
  expect(measured.ratio.median).toBe(0.25);
});

test('sides with different results are never timed', async () => {
  const calls: string[] = [];
  const sides = [recordedSide('a', { x: [1] }, 1, calls), recordedSide('b', { x: [2] }, 1, calls)];
  await expect(measure(sides[0], sides[1], { x: 0.1 }, 3)).rejects.toThrow(DisagreementError);
  expect(calls.join(' ')).toBe('a? b?');
});

const answering = `
  console.log('chatter of a library');
  require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
    if (line === 'go') console.log('{"seconds": 2, "peakBytes": 7}');
    else console.log('{"seconds": 2, "peakBytes": 7, "values": {"x": [1]}}');
  });`;

test('a side answers each request', async () => {
  const side = startSide([process.execPath, '-e', answering]);
  expect(await side.check()).toEqual({ x: [1] });
  expect(await side.round()).toEqual({ seconds: 2, peakBytes: 7 });
  await side.close();
});

test('a side that ends says why', async () => {
  const side = startSide([process.execPath, '-e', 'console.error("no such module"); process.exit(3)']);
  await expect(side.round()).rejects.toThrow('a side of the benchmark ended with 3: no such module');
  await side.close();
});

const machine: Machine = {
  processor: 'P',
  numCores: 2,
  memoryBytes: 2 ** 34,
  system: 'linux 6',
  node: 'v20.1.0',
  load: 0.1,
  date: '2026-01-01',
};
const lineOf = (seconds: number): Line => ({
  ...{ name: 'x', title: 'work', peerName: 'peer', target: 0.8, note: 'It waits.', machine, numRounds: 5 },
  measurement: {
    agreement: [],
    ours: { seconds: [seconds], median: seconds, peakBytes: 3e8 },
    peer: { seconds: [1], median: 1, peakBytes: null },
    ratio: { median: seconds, min: 0.04, max: 2 },
  },
});

test('a row has times, ratio with its spread, target and memory', () => {
  const [, , row, , , , where] = toMarkdown([lineOf(0.5)]).split('\n');
  expect(row).toBe('| work | peer | 500 ms | 1.00 s | **0.50** (0.040–2.00) | ≤ 0.8 | 300 MB / – |');
  expect(where).toBe(
    'Measured on: P, 2 cores, 16 GB, linux 6, Node 20.1.0, 5 rounds, 2026-01-01. Load of the machine before a row: 0.1–0.1.',
  );
});

test('a missed target is marked in the row, and notes follow the table', () => {
  const table = toMarkdown([lineOf(0.9), lineOf(0.8)]);
  expect(table).toContain('≤ 0.8, missed');
  expect(table).toContain('- Missed: work. It waits.\n- work: It waits.\n');
});

test('a row that was skipped says why', () => {
  expect(toMarkdown([{ ...lineOf(1), measurement: undefined, skipped: 'it is not set up' }])).toContain('not measured: it is not set up');
});

test('the table replaces the text between its markers, whatever it contains', () => {
  const page = 'a\n<!-- table -->\nold\n<!-- /table -->\nb';
  expect(replaceSection(page, 'table', '$& new')).toBe('a\n<!-- table -->\n$& new\n<!-- /table -->\nb');
  expect(() => replaceSection('a', 'table', 'new')).toThrow('replaceSection: expected <!-- table -->');
});

test('data are generated once, and again when the row changes', async () => {
  const file = join(folder, 'row.ts');
  let numMade = 0;
  const makeData = async (into: string) => writeFile(join(into, 'data'), String(++numMade));
  const made = async (source: string) => {
    await writeFile(file, source);
    return readFile(join(await dataFolder(folder, 'row', file, { makeData } as unknown as Row), 'data'), 'utf8');
  };
  expect([await made('1'), await made('1'), await made('2')]).toEqual(['1', '1', '2']);
});

test('without Python, the error says what to install', async () => {
  const requirements = join(folder, 'requirements.txt');
  await writeFile(requirements, 'numpy');
  const attempt = () => peerPython(folder, requirements, { python: 'no-such-python' });
  expect(attempt).toThrow(PeerProblem);
  expect(attempt).toThrow(/`no-such-python -m venv .*Install Python 3\.11 or newer with its venv module\.$/);
});

test('a side without values is checked by its files on disk, after its work', async () => {
  const calls: string[] = [];
  const side = leaving(recordedSide('a', {}, 1, calls), async () => (calls.push('read'), { x: [3] }));
  expect(await side.check()).toEqual({ x: [3] });
  expect(await side.round()).toEqual({ seconds: 1, peakBytes: null });
  expect(calls.join(' ')).toBe('a? read a');
});
