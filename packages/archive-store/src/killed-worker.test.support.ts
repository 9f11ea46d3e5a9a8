// Adds, indexes and decides until it is killed, or with `decide` only decides on the existing samples:
//   node --import …/register.mjs killed-worker.test.support.ts FOLDER [decide]
// Prints `decided ID` after each decision that the store said it keeps.
import { writeSync } from 'node:fs';
import type { Decision } from './decisions/decision.ts';
import { film, index, proposed, shot } from './fixtures.test.support.ts';
import { openArchive } from './open-archive.ts';

const [, , folder, mode] = process.argv;
const archive = openArchive(folder!, { create: true });
const digits = '0123456789abcdef';
const who = `process ${process.pid}`;

function work(round: number): readonly Decision[] {
  const shots = Array.from({ length: 20 }, (_, i) => shot(i * 10 + (round % 4), i * 10 + 10, `shot ${i} of round ${round}`));
  const { sampleKeys } = archive.putAsset(film(digits[round % 16]!), shots);
  index(archive, `v${round % 3}`, [proposed('harbour'), proposed('dawn', 0.4)]);
  return archive.decide([
    { sampleKey: sampleKeys[round % 20]!, label: 'harbour', verdict: 'reject', who },
    { sampleKey: sampleKeys[(round + 1) % 20]!, label: `label ${round}`, verdict: 'add', who },
  ]).applied;
}

const decideOnly = (round: number) =>
  archive.decide([{ sampleKey: (round % 20) + 1, label: `label ${round % 7}`, verdict: round % 2 ? 'accept' : 'reject', who }]).applied;

for (let round = archive.counts().numDecisions; ; round++) {
  for (const { id } of mode === 'decide' ? decideOnly(round) : work(round)) writeSync(1, `decided ${id}\n`);
}
