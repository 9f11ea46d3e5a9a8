// Also covers `log-sync.ts`.
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Decision } from './decision.ts';
import { decisionLog } from './decision-log.ts';

const decision = (seq: number, given: Partial<Decision> = {}): Decision => ({
  ...{ seq, id: `id-${seq}`, content: 'a'.repeat(64), label: 'harbour', verdict: 'add', who: 'Ada', at: '2026-01-01T00:00:00.000Z' },
  ...given,
});

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'decision-log-'));
  path = join(folder, 'decisions.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what is appended is read, from any line on', () => {
  const log = decisionLog(path);
  expect([log.sizeBytes(), log.read()]).toEqual([0, { decisions: [], badLines: [] }]);
  const first = [decision(1, { label: 'Löwe\n"x"', range: { from: 0, to: 5 }, concept: 'medtop:1' }), decision(2)];
  const size = log.append(first);
  expect(log.append([decision(3, { undoes: 'id-1' })])).toBe(log.sizeBytes());
  expect(log.read().decisions).toEqual([...first, decision(3, { undoes: 'id-1' })]);
  expect(log.read(size).decisions).toEqual([decision(3, { undoes: 'id-1' })]);
});

test('wherever a writer was killed within a line, all lines before are read and the next one is whole', () => {
  const log = decisionLog(path);
  log.append([decision(1)]);
  const whole = log.sizeBytes();
  log.append([decision(2)]);
  const bytes = readFileSync(path);
  fc.assert(
    fc.property(fc.integer({ min: whole, max: bytes.length }), (length) => {
      writeFileSync(path, bytes);
      truncateSync(path, length);
      const isComplete = length >= bytes.length - 1;
      expect(log.read()).toEqual({ decisions: [decision(1), ...(isComplete ? [decision(2)] : [])], badLines: [] });
      log.append([decision(3)]);
      expect(log.read()).toEqual({ decisions: [decision(1), ...(isComplete ? [decision(2)] : []), decision(3)], badLines: [] });
    }),
    { numRuns: 200 },
  );
});

test('a damaged line is named and never removed', () => {
  const log = decisionLog(path);
  log.append([decision(1)]);
  appendFileSync(path, '{"seq": 2}\nnot JSON\n');
  log.append([decision(3)]);
  expect(log.read()).toEqual({ decisions: [decision(1), decision(3)], badLines: [2, 3] });
});

test('a log that cannot be written is said', () => {
  mkdirSync(path);
  expect(() => decisionLog(path).append([decision(1)])).toThrow(`decide: expected to be able to write ${path}, got EISDIR`);
});
