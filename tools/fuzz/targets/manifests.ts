import { loadManifest, ManifestError } from '@mmae/samples';
import { writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { textDamages } from '../damage.ts';
import type { OpenTarget } from '../target.ts';

const header = 'id,split,label,group,image,audio,text,camera';
const rows = Array.from({ length: 8 }, (_, i) => [
  ...[`s${i}`, ['train', 'train', 'validation', 'test'][i % 4], ['dog', 'Straße', ''][i % 3], `g${i}`],
  ...[`${i}.png`, i % 2 ? `sounds/${i}.wav` : '', `a "text", of ${i}; two\nlines`, 'c1'],
]);
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const table = (separator: string, lineEnd: string) =>
  [header.replaceAll(',', separator), ...rows.map((row) => row.map(quoted).join(separator))].join(lineEnd);

/** Tables of samples as spreadsheets and scripts write them. */
export const manifests: OpenTarget = async (folder) => ({
  files: {
    'comma.csv': Buffer.from(table(',', '\n')),
    'semicolon.csv': Buffer.from(`sep=;\r\n${table(';', '\r\n')}`),
    'tab.tsv': Buffer.from(table('\t', '\n')),
    'wide.csv': Buffer.from(`\uFEFF${table('\t', '\r\n')}`, 'utf16le'),
    'western.csv': Buffer.from(table(';', '\r\n'), 'latin1'),
    'lines.jsonl': Buffer.from(
      rows.map((row) => JSON.stringify(Object.fromEntries(header.split(',').map((name, i) => [name, row[i]])))).join('\n'),
    ),
  },
  damagesOf: () => textDamages,
  async attempt(file, bytes) {
    const path = join(folder, `manifest${extname(file)}`);
    writeFileSync(path, bytes);
    const { samples } = await loadManifest(path, { modalities: { image: 'file', audio: 'file', text: 'text' }, seed: 0 });
    if (new Set(samples.map(({ id }) => id)).size < samples.length) throw new Error('an id occurs twice');
    if (samples.some(({ id, split }) => !id || !split)) throw new Error('a sample has no id or no split');
  },
  isDocumented: (error) => error instanceof ManifestError,
});
