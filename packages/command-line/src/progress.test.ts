import { fitToWidth, progressOn } from './progress.ts';

function screen(columns: number | undefined, isTTY = true) {
  let text = '';
  const progress = progressOn({ isTTY, columns, write: (added) => void (text += added) });
  return { progress, shown: () => text };
}

test('on a terminal one line is rewritten, and a line that stays replaces it', () => {
  const { progress, shown } = screen(80);
  progress.update('extract: 1 of 2');
  progress.update('extract: 2 of 2');
  progress.say('2 extracted');
  progress.clear();
  expect(shown()).toBe('\r\x1b[Kextract: 1 of 2\r\x1b[Kextract: 2 of 2\r\x1b[K2 extracted\n');
});

test('in a log only the first of many updates within seconds is written, and every line that stays', () => {
  const { progress, shown } = screen(undefined, false);
  for (const done of [1, 2, 3]) progress.update(`extract: ${done} of 3`);
  progress.say('3 extracted');
  progress.clear();
  expect(shown()).toBe('extract: 1 of 3\n3 extracted\n');
});

test('no id or path controls the terminal: the only escapes are those that clear the line', () => {
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

test('a line is cut between graphemes, wide ones count twice', () => {
  expect(fitToWidth('abcdef', 3)).toBe('abc');
  expect(fitToWidth('漢字漢字', 5)).toBe('漢字');
  expect(fitToWidth('a👩‍🚀b', 2)).toBe('a');
  expect(fitToWidth('a👩‍🚀b', 3)).toBe('a👩‍🚀');
  expect(fitToWidth('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301e\u0301');
  expect(fitToWidth('𐐷𐐷𐐷', 2)).toBe('𐐷𐐷');
  expect(fitToWidth('ab', 80)).toBe('ab');
});
