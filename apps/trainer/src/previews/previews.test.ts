import { matrix } from '@mmae/matrix';
import { loadPreviews } from '@mmae/run-folder';
import type { Media, Sample } from '@mmae/samples';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { TrainingResult } from '../train-model.ts';
import { savePreviewsOf } from './previews.ts';
import { toneWav } from '../tiny-media.test.support.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'previews-')));
const run = join(folder, 'run');
mkdirSync(run);
afterAll(() => rmSync(folder, { recursive: true }));

/** A JPEG with bytes between its segments that belong to none: decoders warn of it and read it. */
async function untidyJpeg(): Promise<Buffer> {
  const whole = await sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  return Buffer.concat([whole.subarray(0, 2), Buffer.from([1, 2, 3, 4, 5]), whole.subarray(2)]);
}

/** After a training of samples that all had features, by a model without decoders. */
function trainedOn(media: readonly Record<string, Media>[]): TrainingResult {
  const samples = media.map((item, i): Sample => ({ id: `s${i}`, split: 'test', media: item, extra: {} }));
  const present = new Uint8Array(samples.length).fill(1);
  const modalities = ['image', 'audio'];
  const block = matrix(samples.length, 1);
  return {
    experiment: {
      seed: 1,
      modalities,
      media: { image: { extractor: 'image' }, audio: { extractor: 'audio' } },
      previews: { numSamples: 9 },
    },
    manifest: { samples, mediaRoot: folder },
    rows: [...samples.keys()],
    fitted: { image: { extraction: { present } }, audio: { extraction: { present } } },
    table: { ids: samples.map(({ id }) => id), blocks: { image: block, audio: block }, present: { image: present, audio: present } },
    model: { description: { options: { stages: {} } } },
  } as unknown as TrainingResult;
}

const file = (path: string): Media => ({ kind: 'file', path });

test('a file that can no longer be shown is reported, and only its preview is left out', async () => {
  writeFileSync(join(folder, 'untidy.jpg'), await untidyJpeg());
  writeFileSync(join(folder, 'tone.wav'), toneWav(440, 0.3));
  writeFileSync(join(folder, 'changed.jpg'), 'no picture any longer');
  writeFileSync(join(folder, 'changed.wav'), 'no sound any longer');
  await expect(sharp(await untidyJpeg()).toBuffer()).rejects.toThrow('extraneous bytes'); // what sharp does unless told otherwise
  const said: string[] = [];
  const source = trainedOn([
    { image: file('untidy.jpg'), audio: file('tone.wav') },
    { image: file('gone.jpg'), audio: file('tone.wav') },
    { image: file('changed.jpg'), audio: file('changed.wav') },
  ]);
  await savePreviewsOf(run, source, () => [[], [], []], { say: (line) => said.push(line), update: () => undefined });

  const shown = Object.fromEntries((await loadPreviews(run)).map(({ id, media }) => [id, Object.keys(media)]));
  expect(shown).toEqual({ s0: ['image', 'audio'], s1: ['audio'], s2: [] });
  expect(said.toSorted()).toEqual([
    expect.stringMatching(/^preview left out: audio of s2 \(changed\.wav\): /),
    expect.stringMatching(/^preview left out: image of s1 \(gone\.jpg\): missing: gone\.jpg does not exist/),
    expect.stringMatching(/^preview left out: image of s2 \(changed\.jpg\): unsupported: .*got text/),
    'previews left out: 3. Features, embeddings and scores are not affected.',
  ]);
});

test('of many failures ten are reported one by one, and all are counted', async () => {
  const said: string[] = [];
  const source = trainedOn(Array.from({ length: 9 }, (_, i) => ({ image: file(`gone-${i}.jpg`), audio: file(`gone-${i}.wav`) })));
  await savePreviewsOf(run, source, () => [], { say: (line) => said.push(line), update: () => undefined });
  expect(said).toHaveLength(11);
  expect(said.at(-1)).toContain('previews left out: 18.');
  expect(await loadPreviews(run)).toHaveLength(9);
});
