import { matrix, multiply, unitRows, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import fc from 'fast-check';
import { nearRows, type NearPair, type NearRowsOptions } from './near-rows.ts';

async function collect(unit: Matrix, options: Partial<NearRowsOptions> = {}): Promise<NearPair[]> {
  const pairs: NearPair[] = [];
  for await (const chunk of nearRows(unit, { minCosine: 0.9, maxPerRow: Infinity, mayPair: () => true, ...options })) pairs.push(...chunk);
  return pairs;
}

const names = (pairs: readonly NearPair[]) => pairs.map(({ a, b }) => `${a} ${b}`).sort();

/** Rows around a few centres, so that some are near each other. */
function clustered(numRows: number, numCentres: number, noise: number, seed: number): Matrix {
  const random = seededRandom(seed);
  const centres = Array.from({ length: numCentres }, () => Array.from({ length: 8 }, () => random.normal()));
  const rows = Array.from({ length: numRows }, (_, i) => centres[i % numCentres]!.map((value) => value + noise * random.normal()));
  return unitRows(matrix(numRows, 8, Float32Array.from(rows.flat())));
}

test('finds what comparing all rows finds, however dense they are', async () => {
  const numRows = fc.integer({ min: 1, max: 60 });
  const numCentres = fc.integer({ min: 1, max: 12 });
  const minCosine = fc.constantFrom(0.5, 0.9, 0.99);
  const compare = async (rows: number, centres: number, noise: number, seed: number, least: number) => {
    const unit = clustered(rows, centres, noise, seed);
    const found = new Set(names(await collect(unit, { minCosine: least })));
    const { data } = multiply(unit, unit, { transposeB: true });
    data.forEach((cosine, i) => {
      const [a, b] = [Math.floor(i / rows), i % rows];
      if (a !== b && Math.abs(cosine - least) > 1e-6 && found.has(`${a} ${b}`) !== cosine > least)
        throw new Error(`rows ${a} and ${b} of cosine ${cosine}`);
    });
  };
  await fc.assert(fc.asyncProperty(numRows, numCentres, fc.constantFrom(0.01, 0.2, 1), fc.integer(), minCosine, compare));
});

test('the nearest rows of each row, and only those that may be a pair', async () => {
  const angles = [0, 1, 3, 4].map((degrees) => (degrees * Math.PI) / 180);
  const unit = matrix(4, 2, Float32Array.from(angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)])));
  expect(names(await collect(unit, { maxPerRow: 1 }))).toEqual(['0 1', '1 0', '2 3', '3 2']);
  expect(names(await collect(unit, { maxPerRow: 1, mayPair: (a, b) => a % 2 === b % 2 }))).toEqual(['0 2', '1 3', '2 0', '3 1']);
});

test('rows of zeros are near nothing, not even each other', async () => {
  expect(names(await collect(matrix(4, 2, Float32Array.of(0, 0, 1, 0, 0, 0, 1, 0))))).toEqual(['1 3', '3 1']);
  expect(await collect(matrix(0, 2))).toEqual([]);
});

test('says how far it is, and ends when it is told to', async () => {
  const shares: number[] = [];
  const unit = clustered(300, 30, 0.1, 1);
  await collect(unit, { onProgress: (share) => shares.push(share) });
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect([shares.length, shares[0]]).toEqual([18, 0]);
  await expect(collect(unit, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
});
