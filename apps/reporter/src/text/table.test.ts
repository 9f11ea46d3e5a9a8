import { alignedTable, markdownTable } from './table.ts';

const rows = [
  ['method', 'NMI'],
  ['mm|ae', '.9'],
  ['a\tb\u001b', '.10'],
];

test('for a terminal: first column to the left, others to the right, one line per row, no control characters', () => {
  expect(alignedTable(rows)).toBe(['method      NMI', 'mm|ae        .9', 'a\\tb\\u001b  .10', ''].join('\n'));
});

test('Markdown: names to the left, numbers to the right, bars escaped', () => {
  expect(markdownTable(rows.slice(0, 2))).toBe('| method | NMI |\n| --- | ---: |\n| mm\\|ae | .9 |\n');
});
