// Adds, indexes and decides until it is killed: node --import …/register.mjs killed-worker.test.support.ts FOLDER
// Prints `decided ID` after each decision that the store said it keeps.
import { writeSync } from 'node:fs';
import { openArchive } from './open-archive.ts';
import { film, index, proposed, shot } from './fixtures.test.support.ts';

const archive = openArchive(process.argv[2]!, { create: true });
const digits = '0123456789abcdef';

for (let round = archive.counts().numDecisions; ; round++) {
  const shots = Array.from({ length: 20 }, (_, i) => shot(i * 10 + (round % 4), i * 10 + 10, `shot ${i} of round ${round}`));
  const { sampleKeys } = archive.putAsset(film(digits[round % 16]!), shots);
  index(archive, `v${round % 3}`, [proposed('harbour'), proposed('dawn', 0.4)]);
  const { applied } = archive.decide([
    { sampleKey: sampleKeys[round % 20]!, label: 'harbour', verdict: 'reject', who: 'Ada' },
    { sampleKey: sampleKeys[(round + 1) % 20]!, label: `label ${round}`, verdict: 'add', who: 'Ada' },
  ]);
  for (const { id } of applied) writeSync(1, `decided ${id}\n`);
}
