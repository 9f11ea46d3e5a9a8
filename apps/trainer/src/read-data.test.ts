import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readData } from '@mmae/pipeline';
import { loadExperiment } from './experiment.ts';
import { configOf, resumableConfig } from './run-config.ts';

const experiment = loadExperiment('quick', ['modalities=["text"]']);
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'read-data-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('columns with other names are read, reported, and kept in the configuration of the run', async () => {
  const manifest = join(folder, 'manifest.csv');
  writeFileSync(manifest, 'Signatur;Titel\na;one\nb;two\n');
  const lines: string[] = [];
  const progress = { say: (line: string) => void lines.push(line), update: () => undefined };
  const columns = { id: 'signatur', text: 'Titel' };
  const data = await readData(experiment, { manifest, columns, progress });
  expect(data.samples.map(({ id, media }) => [id, media.text])).toEqual([
    ['a', { kind: 'text', text: 'one' }],
    ['b', { kind: 'text', text: 'two' }],
  ]);
  expect(lines).toEqual(['manifest.csv: separated by semicolons', 'manifest.csv: columns: "Signatur" is id, "Titel" is text']);
  const config = configOf(experiment, data, { manifest, columns, controls: false }, { name: 'cpu', description: '' });
  const kept = JSON.parse(JSON.stringify(config.data)) as { manifest: string; columns: Record<string, string> };
  expect(await readData(experiment, kept)).toEqual(data);
  expect(Object.keys(resumableConfig.shape.data.shape)).toEqual(
    expect.arrayContaining(Object.keys(kept).filter((key) => key !== 'numSamples')),
  );
});

test('a folder without a manifest is refused, with the commands that write one', async () => {
  await expect(readData(experiment, { manifest: folder })).rejects.toThrow(
    'To create one: mmae-train manifest FOLDER, or mmae-luma compile FOLDER for the LUMA data set',
  );
});
