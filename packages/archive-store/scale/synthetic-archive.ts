// Makes an archive of synthetic shots and measures what it takes and what it does:
//   node --import ../../tools/run-sources/register.mjs scale/synthetic-archive.ts FOLDER [SAMPLES = 200000]
//
// Films of 500 shots; words as frequent as in a language; embeddings of 64 numbers around one of 100 centres, in seven subsets and joint; six machine
// tags and, of every twentieth sample, a decision. The same folder again continues where the last command ended.
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@mmae/random';
import { openArchive, type NewAsset, type NewSample, type SampleAnnotation } from '../src/index.ts';

const [folder, samples = '200000'] = process.argv.slice(2);
if (!folder) throw new Error('synthetic-archive: expected a folder, got none.');
const numSamples = Number(samples);
const [shotsPerFilm, framesPerShot, numColumns, numCentres, numWords, batchSize] = [500, 100, 64, 100, 50_000, 500];
const subsets = ['joint', 'image', 'audio', 'text', 'audio+image', 'audio+text', 'image+text', 'audio+image+text'];
const random = seededRandom(1);
const centres = Array.from({ length: numCentres }, () => Float32Array.from({ length: numColumns }, () => random.normal()));

const archive = openArchive(folder, { create: true });
time('add', () => {
  for (let film = archive.counts().numAssets; film * shotsPerFilm < numSamples; film++) archive.putAsset(asset(film), shots());
});
const run = { folder: '/runs/synthetic', name: 'synthetic', version: '1', modalities: ['audio', 'image', 'text'] };
const indexing = archive.beginIndex(run);
time('index', () => {
  const pending = indexing.pending();
  for (let first = 0; first < pending.length; first += batchSize)
    indexing.put(Array.from(pending.subarray(first, first + batchSize), annotation));
});
time('finish', () => {
  const keys = indexing.embeddings('joint')!.sampleKeys;
  const clusters = centres.map((_, centre) => ({
    name: `cluster ${centre}`,
    words: ['word'],
    sampleKeys: keys.filter((key) => key % numCentres === centre),
  }));
  indexing.finish({
    clusters,
    map: { sampleKeys: keys, positions: Float32Array.from({ length: 2 * keys.length }, () => random.next() * 2 - 1) },
  });
});
time('decide', () => {
  if (archive.counts().numDecisions > 0) return;
  for (let key = 20; key <= numSamples; key += 20 * 100) {
    const keys = Array.from({ length: 100 }, (_, i) => key + 20 * i).filter((sampleKey) => sampleKey <= numSamples);
    archive.decide(
      keys.map((sampleKey) => ({
        sampleKey,
        label: `label ${sampleKey % numCentres}`,
        verdict: sampleKey % 3 ? 'accept' : 'reject',
        who: 'scale',
      })),
    );
  }
});

const some = Array.from({ length: 50 }, (_, i) => Math.ceil(((i + 1) * numSamples) / 51));
time('embeddings of one subset', () => archive.embeddings('joint'));
time('words, a frequent one', () => archive.matchWords([{ words: ['word1'] }]));
time('words, a frequent one and another', () => archive.matchWords([{ words: ['word1'] }, { words: ['word300'] }]));
time('words, three, any', () => archive.matchWords([{ words: ['word5'] }, { words: ['word70'] }, { words: ['word900'] }]));
time('words, a prefix', () => archive.matchWords([{ words: ['word77'], isPrefix: true }]));
time('filter by tag', () => archive.filter({ tags: ['label 7'] }));
time('filter by tag, date, length', () => archive.filter({ tags: ['label 7'], dateFrom: '2000', minSeconds: 2 }));
time('tags of 50', () => archive.tagsOfAll(some));
time('50 samples', () => some.map((key) => archive.sample(key)));
time('an asset', () => archive.samplesOf(7));
time('review queue', () => archive.reviewQueue({ by: 'uncertainty', limit: 50 }));
time('review queue of a cluster', () => archive.reviewQueue({ by: 'cluster', cluster: 3, limit: 50 }));
time('labels', () => archive.labels());
time('labels again', () => archive.labels({ prefix: 'l' }));
time('map', () => archive.map());
time('clusters', () => archive.clusters());
time('counts', () => archive.counts());
time('5,000 decisions', () =>
  archive.decide(
    Array.from({ length: 5000 }, (_, i) => ({
      sampleKey: 1 + ((i * 37) % numSamples),
      label: 'bulk',
      verdict: 'accept',
      who: 'scale',
      expectedVersion: 0,
    })),
  ),
);
time('one decision', () => archive.decide([{ sampleKey: 7, label: 'label 7', verdict: 'accept', who: 'scale' }]));
time('an asset again, unchanged', () => archive.putAsset(asset(3), archive.samplesOf(4)));
time('check', () => archive.check());
report(
  `database ${(statSync(join(folder, 'archive.sqlite')).size / 1e6).toFixed(0)} MB, memory ${(process.resourceUsage().maxRSS / 1e3).toFixed(0)} MB`,
);
archive.close();

function asset(film: number): NewAsset {
  const numFrames = shotsPerFilm * framesPerShot;
  return {
    content: createHash('sha256').update(`film ${film}`).digest('hex'),
    kind: 'film',
    root: '/media',
    path: `films/${String(film).padStart(6, '0')}.mp4`,
    title: `Film ${film}`,
    film: {
      rate: { num: 25, den: 1, drop: false },
      numFrames,
      durationSeconds: numFrames / 25,
      width: 1920,
      height: 1080,
      container: 'mp4',
      videoCodec: 'h264',
    },
    language: film % 2 ? 'en' : 'de',
    date: String(1960 + (film % 60)),
    sizeBytes: 1e9,
    modifiedMs: 0,
  };
}

function shots(): NewSample[] {
  return Array.from({ length: shotsPerFilm }, (_, i) => ({
    range: { from: i * framesPerShot, to: (i + 1) * framesPerShot },
    timecode: `10:00:${i}`,
    media: { image: `stills/${i}.jpg`, audio: `audio/${i}.wav` },
    text: Array.from({ length: 12 }, word).join(' '),
    textSource: 'subtitles',
    extra: {},
  }));
}

/** A word as frequent as in a language: its rank is the exponential of a uniform number. */
function word(): string {
  return `word${Math.floor(Math.exp(random.next() * Math.log(numWords)))}`;
}

function annotation(sampleKey: number): SampleAnnotation {
  const centre = centres[sampleKey % numCentres]!;
  const vector = () => centre.map((value) => value + 0.5 * random.normal());
  return {
    sampleKey,
    embeddings: Object.fromEntries(subsets.map((subset) => [subset, vector()])),
    tags: [
      {
        label: `label ${sampleKey % numCentres}`,
        kind: 'label',
        confidence: random.next(),
        from: 'audio+image+text',
        concept: `medtop:${sampleKey % numCentres}`,
      },
      ...Array.from({ length: 5 }, (_, i) => ({
        label: `tag ${Math.floor(400 * random.next() ** 2)}-${i}`,
        kind: 'word' as const,
        confidence: random.next(),
        from: 'image',
      })),
    ],
    isUnlikeTrain: sampleKey % 100 === 0,
  };
}

/** Prints how long work takes, and how much of it a core is busy: on a machine with other work the first says little. */
function time(name: string, work: () => unknown): void {
  const [start, before] = [performance.now(), process.cpuUsage()];
  work();
  const { user, system } = process.cpuUsage(before);
  report(`${name}: ${toText(performance.now() - start)}, ${toText((user + system) / 1000)} of a core`);
}

function toText(ms: number): string {
  return ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function report(line: string): void {
  process.stdout.write(`${line}\n`);
}
