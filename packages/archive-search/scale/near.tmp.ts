import { openArchive } from '@mmae/archive-store';
import { unitRows } from '@mmae/matrix';
import { nearRows } from '/work/wt/search/packages/archive-search/src/duplicates/near-rows.ts';
const archive = openArchive(process.argv[2], { readOnly: true });
const { matrix } = archive.embeddings('joint')!;
console.log(matrix.numRows, matrix.numColumns);
for (const minCosine of [0.98, 0.95, 0.9]) {
  const t = performance.now(); let n = 0; const cpu = process.cpuUsage();
  for await (const c of nearRows(unitRows(matrix), { minCosine, maxPerRow: 20, mayPair: (a, b) => (a / 500 | 0) !== (b / 500 | 0) })) n += c.length;
  console.log(minCosine, n, (performance.now() - t).toFixed(0), process.cpuUsage(cpu).user / 1e3);
}
