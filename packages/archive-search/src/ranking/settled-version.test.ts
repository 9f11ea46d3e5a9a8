import { settledVersion } from './settled-version.ts';

test.each([
  [20_000, [1, 2, 3, 4]],
  [20_001, [1, 1, 3, 3]],
])('versions of an archive of %i samples', (numSamples, expected) => {
  let [current, timeMs] = [0, 0];
  const counts = () => ({ numAssets: 1, numSamples, numIndexed: 0, numDecisions: 0, numOrphans: 0 });
  const version = settledVersion({ indexVersion: () => current, counts }, () => timeMs);
  const seen = [0, 4999, 5000, 9999].map((time) => {
    [current, timeMs] = [current + 1, time];
    return version();
  });
  expect(seen).toEqual(expected);
});
