import { fitted, progressOn, toDuration, toSize } from './progress.ts';

function screen(columns: number | undefined, isTTY = true) {
  let text = '';
  const stream = { isTTY, columns, write: (added: string) => void (text += added) } as unknown as NodeJS.WriteStream;
  return { progress: progressOn(stream), shown: () => text };
}

test('no id or path steers the terminal: the only escapes are our own', () => {
  const { progress, shown } = screen(200);
  progress.update('extract \x1b[2J\x1b]0;title\x07image\r\n: 1');
  progress.say('left out: \x1b[31mRED\x1b[0m \x9b1A \u202e');
  expect(shown()).toBe(
    '\r\x1b[Kextract \\u001b[2J\\u001b]0;title\\u0007image\\u000d : 1\r\x1b[Kleft out: \\u001b[31mRED\\u001b[0m \\u009b1A \\u202e\n',
  );
  const log = screen(undefined, false);
  log.progress.update('a\x1b[31m');
  expect(log.shown()).toBe('a\\u001b[31m\n');
});

test.each([undefined, 0])('a terminal of unknown width (%j) has 80 columns', (columns) => {
  const { progress, shown } = screen(columns);
  progress.update('x'.repeat(100));
  expect(shown()).toBe(`\r\x1b[K${'x'.repeat(79)}`);
});

test('a line is cut between letters as they are seen, wide ones count twice', () => {
  expect(fitted('abcdef', 3)).toBe('abc');
  expect(fitted('漢字漢字', 5)).toBe('漢字');
  expect(fitted('a👩‍🚀b', 2)).toBe('a');
  expect(fitted('a👩‍🚀b', 3)).toBe('a👩‍🚀');
  expect(fitted('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301e\u0301');
  expect(fitted('𐐷𐐷𐐷', 2)).toBe('𐐷𐐷');
  expect(fitted('ab', 80)).toBe('ab');
});

test('durations and sizes for people', () => {
  expect([42.4, 185, 7800].map(toDuration)).toEqual(['42 s', '3 min 5 s', '2 h 10 min']);
  expect([0, 1, 11.2e6, 1.54e9].map(toSize)).toEqual(['0 MB', '1 MB', '12 MB', '1.5 GB']);
});
