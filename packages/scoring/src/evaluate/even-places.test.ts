import { evenPlaces } from './even-places.ts';

test('places stand at even steps from the first, and are all of them where these are few enough', () => {
  expect([...evenPlaces(7, 3)]).toEqual([0, 3, 6]);
  expect([...evenPlaces(8, 7)]).toEqual([0, 2, 4, 6]);
  expect([...evenPlaces(3, 3)]).toEqual([0, 1, 2]);
  expect(evenPlaces(0, 3)).toHaveLength(0);
});
