import { firstDay, lastDay } from './days.ts';

test.each([
  ['1998', '1998-01-01', '1998-12-31'],
  ['1998-03', '1998-03-01', '1998-03-31'],
  ['1998-03-12', '1998-03-12', '1998-03-12'],
  ['1998-03-12T10:00:00Z', '1998-03-12', '1998-03-12'],
])('%s covers %s to %s', (date, first, last) => {
  expect([firstDay(date), lastDay(date)]).toEqual([first, last]);
});

test.each(['', '98', '1998-13', '1998-3', '12.3.1998', '1998-01-32'])('%j is no date', (date) => {
  expect(() => firstDay(date)).toThrow(`date: expected ISO 8601 such as 1998, 1998-03 or 1998-03-12, got ${JSON.stringify(date)}.`);
});
