import { fromCursor, pageSize, toCursor, toPage } from './cursor.ts';

test('a cursor gives back the position that it was made from', () => {
  expect(fromCursor('assets', toCursor(['über/a b.mp4', 7]), ['string', 'number'])).toEqual(['über/a b.mp4', 7]);
  expect(toCursor([0.25, 3])).toMatch(/^[\w-]+$/);
});

test.each(['', '!', toCursor([1]), toCursor(['a', 'b']), Buffer.from('{}').toString('base64url')])(
  '%j is no cursor of the list',
  (cursor) => {
    expect(() => fromCursor('assets', cursor, ['string', 'number'])).toThrow(
      `assets: expected a cursor of an earlier page of the same list, got ${JSON.stringify(cursor)}. Leave it out.`,
    );
  },
);

test('only a page that another follows has a cursor', () => {
  const page = (numRows: number) => toPage(Array.from({ length: numRows }, (_, i) => i), 2, (row) => -row, (row) => [row]); // prettier-ignore
  expect(page(2)).toEqual({ items: [-0, -1] });
  expect(page(3)).toEqual({ items: [-0, -1], nextCursor: toCursor([1]) });
});

test('the size of a page is limited', () => {
  expect([pageSize('assets'), pageSize('assets', { limit: 1000 })]).toEqual([100, 1000]);
  for (const limit of [0, 1.5, 1001, NaN]) {
    expect(() => pageSize('assets', { limit })).toThrow(`assets: expected limit to be a whole number of 1 … 1000, got ${limit}.`);
  }
});
