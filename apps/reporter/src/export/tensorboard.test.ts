import { matrix } from '@mmae/matrix';
import type { Results } from '@mmae/scoring';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../synthetic-folder.test.support.ts';
import { writeTensorboard } from './tensorboard.ts';

test('writes an event file and the projector’s tables, one line per sample', async () => {
  const folder = await temporaryFolder();
  const samples = [
    { id: 'a\tb', label: 'x\ny', split: 'train', present: ['text'] },
    { id: 'c', split: 'test', present: [] },
  ];
  const results = {
    run: { name: 'runs/one', config: { startedAt: '2026-01-02T03:04:05Z' }, metrics: [], samples, modalities: ['text'] },
    embeddings: { text: matrix(2, 2, Float32Array.of(1, 2, 3, 4)) },
    clustering: { numClusters: 1, clusters: Int32Array.of(0, -1) },
    main: 'mmae',
  } as unknown as Results;
  await writeTensorboard(folder, [results]);
  const read = (file: string) => readFileSync(join(folder, 'one', file), 'utf8');
  expect(readdirSync(join(folder, 'one'))).toContain(`events.out.tfevents.${Date.UTC(2026, 0, 2, 3, 4, 5) / 1000}.mmae`);
  expect(read('vectors.tsv')).toBe('1\t2\n3\t4\n');
  expect(read('metadata.tsv')).toBe('id\tlabel\tcluster\tsplit\tpresent\na b\tx y\t0\ttrain\ttext\nc\t\t-1\ttest\t\n');
});
