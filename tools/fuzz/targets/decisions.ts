import { openArchive, type Archive } from '@mmae/archive-store';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { textDamages } from '../damage.ts';
import { tellsTheRule, type OpenTarget } from '../target.ts';

const log = 'decisions.jsonl';

/** The decisions of an archive whose database was deleted: it is made anew from the lines that are whole, and written to. */
export const decisions: OpenTarget = async (folder) => {
  const archive = openArchive(folder, { create: true });
  decide(archive);
  archive.close();
  return {
    files: { [log]: readFileSync(join(folder, log)) },
    damagesOf: () => textDamages,
    async attempt(file, bytes) {
      const copy = mkdtempSync(join(folder, 'damaged-'));
      try {
        writeFileSync(join(copy, file), bytes);
        openAndDecide(copy);
      } finally {
        rmSync(copy, { recursive: true });
      }
    },
    isDocumented: tellsTheRule,
  };
};

function openAndDecide(folder: string): void {
  const archive = openArchive(folder, { create: true });
  try {
    const numRead = archive.counts().numDecisions;
    archive.orphans();
    decide(archive);
    const { numDecisions, numOrphans } = archive.counts();
    if (numDecisions !== numRead + 40) throw new Error(`decisions: ${numDecisions} after ${numRead} and 40 more`);
    if (numOrphans > numRead) throw new Error('decisions: a decision on a shot that exists is an orphan');
    const problems = archive.check().filter((problem) => !/line \d+ is no decision$/.test(problem));
    if (problems.length > 0) throw new Error(problems.join('\n'));
  } finally {
    archive.close();
  }
}

function decide(archive: Archive): void {
  const asset = { content: 'a'.repeat(64), kind: 'film', root: '/media', path: 'a.mp4', title: 'A', sizeBytes: 1, modifiedMs: 0 } as const;
  const samples = Array.from({ length: 20 }, (_, i) => ({
    range: { from: i, to: i + 1 },
    media: {},
    text: `shot ${i} at dawn`,
    extra: {},
  }));
  const { sampleKeys } = archive.putAsset(asset, samples);
  archive.decide(sampleKeys.map((sampleKey) => ({ sampleKey, label: 'dawn', verdict: 'accept', who: 'Ada', concept: 'medtop:1' })));
  archive.decide(sampleKeys.map((sampleKey) => ({ sampleKey, label: 'Löwe', verdict: 'reject', who: 'Ben' })));
}
