// `npm run encoders`: compares the embeddings of the shipped encoders with those of their authors' code in Python, on media of the sample corpus, and
// writes the table in packages/encoders/README.md. Needs npm run setup:encoders, and Python 3.11 or newer with PyPI for the peers.
import { encodedAudioExtractor } from '@mmae/audio-features';
import { encodedImageExtractor, readImage } from '@mmae/image-features';
import { matrix, row } from '@mmae/matrix';
import type { Extractor, Media } from '@mmae/samples';
import { downloadWheels } from '@mmae/setup';
import { writeNpy } from '@mmae/tensor-files';
import { encodedTextExtractor } from '@mmae/text-features';
import { parse } from 'csv-parse/sync';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sources } from '../../packages/encoders/src/setup/sources.ts';
import { replaceSection, sampleCorpus, workspace } from '../../tools/src/workspace.ts';
import { peerPython } from '../peer-environment.ts';

const numItems = 40;
const folder = join(workspace, '.bench/encoders');
const wheels = join(folder, 'wheels');
mkdirSync(folder, { recursive: true });
if (!existsSync(wheels)) {
  mkdirSync(wheels);
  await downloadWheels(
    Object.values(sources).map(({ wheel }) => wheel),
    wheels,
  );
}

const rows = parse(readFileSync(join(sampleCorpus, 'manifest.csv')), { columns: true }) as Record<string, string>[];
const chosen = rows.filter((_, i) => i % Math.ceil(rows.length / numItems) === 0);
const files = (modality: string): Media[] => chosen.map((cells) => ({ kind: 'file', path: join(sampleCorpus, cells[modality]) }));
const texts: Media[] = chosen.map(({ text }) => ({ kind: 'text', text }));
const compared: Readonly<Record<string, readonly [Extractor, readonly Media[]]>> = {
  'efficientnet-lite0': [encodedImageExtractor({ encoder: 'efficientnet-lite0' }, { copies: false }) as Extractor, files('image')],
  'whisper-tiny.en': [
    encodedAudioExtractor({ encoder: 'whisper-tiny.en', trimSilenceDb: null }, { copies: false }) as Extractor,
    files('audio'),
  ],
  minilm: [encodedTextExtractor({ encoder: 'minilm' }, { copies: false }) as Extractor, texts],
  wordllama: [encodedTextExtractor({ encoder: 'wordllama' }, { copies: false }) as Extractor, texts],
};

const media: Record<string, [items: readonly string[], file: string]> = {};
for (const [name, [extractor, items]] of Object.entries(compared)) {
  const raws = [];
  for (const item of items) raws.push(await extractor.extract(item));
  extractor.fit(raws);
  const embeddings = matrix(items.length, extractor.featureLength);
  raws.forEach((raw, i) => row(embeddings, i).set(extractor.transform(raw)));
  const file = join(folder, `${name}.npy`);
  await writeNpy(file, embeddings);
  const given = name === 'efficientnet-lite0' ? await Promise.all(items.map(writeSquare)) : items.map(textOrPath);
  media[name] = [given, file];
}
writeFileSync(join(folder, 'media.json'), JSON.stringify(media));

function textOrPath(item: Media): string {
  return item.kind === 'text' ? item.text : item.kind === 'file' ? item.path : '';
}

/** The pixels that the encoder of images gets, as an .npy file. */
async function writeSquare(item: Media, i: number): Promise<string> {
  const { data } = await readImage(textOrPath(item), { size: 224, aspect: 'crop', maxPixels: 1e8 });
  const file = join(folder, `square-${i}.npy`);
  await writeNpy(file, matrix(1, data.length, Float32Array.from(data)));
  return file;
}

const say = (line: string) => void process.stderr.write(`${line}\n`);
const python = process.env.MMAE_PEER_PYTHON ?? peerPython(folder, join(import.meta.dirname, 'requirements.txt'), { say });
const printed = execFileSync(python, [join(import.meta.dirname, 'agreement.py'), wheels, join(folder, 'media.json')], { encoding: 'utf8' });
const results = printed.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Agreement] : []));

interface Agreement {
  readonly name: string;
  readonly count: number;
  readonly least: number;
  readonly median: number;
}

const table = [
  '| encoder | media | least cosine | median |',
  '| --- | --- | --- | --- |',
  ...results.map(({ name, count, least, median }) => `| ${name} | ${count} | ${least.toFixed(6)} | ${median.toFixed(6)} |`),
].join('\n');
const page = join(workspace, 'packages/encoders/README.md');
writeFileSync(page, replaceSection(readFileSync(page, 'utf8'), 'agreement', table));
say(table);
if (results.some(({ least }) => least < 0.999)) process.exitCode = 1;
