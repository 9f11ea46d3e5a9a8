import { matrix } from '@mmae/matrix';
import { writeSafetensors } from '@mmae/tensor-files';
import type { Sample } from '@mmae/samples';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.test.support.ts';
import { listMethods, loadEmbeddings, saveEmbeddings } from './embeddings.ts';
import type { Evaluation } from './evaluation-schema.ts';
import { loadEvaluation, saveEvaluation } from './evaluation.ts';
import { loadFeatureState, saveFeatureState } from './feature-state.ts';
import { loadTagScores, saveTagScores } from './model-scores.ts';
import { loadPreviews, savePreviews, type Preview } from './previews.ts';
import { loadSamples, loadSkipped, saveSamples, saveSkipped, toSampleRow } from './sample-table.ts';
import { allSubsets, subsetKey } from './subsets.ts';

const temporary = temporaryFolder();

test('a subset has one name, and three modalities have seven subsets', () => {
  expect(subsetKey(['text', 'audio', 'image'])).toBe('audio+image+text');
  expect(allSubsets(['text', 'image', 'audio']).map(subsetKey)).toEqual([
    'audio',
    'image',
    'text',
    'audio+image',
    'audio+text',
    'image+text',
    'audio+image+text',
  ]);
});

describe('samples', () => {
  const awkward = 'two lines,\nwith "quotes", a semicolon; 漢字 and an = sign';
  const samples: Sample[] = [
    {
      id: 'a',
      split: 'train',
      label: 'dog',
      group: 'g1',
      media: { image: { kind: 'file', path: 'a.png' }, text: { kind: 'text', text: awkward } },
      extra: { source: 'x' },
    },
    { id: 'b', split: 'test', media: { image: { kind: 'pixels', width: 1, height: 1, channels: 1, data: Uint8Array.of(0) } }, extra: {} },
  ];

  test('are loaded as they were saved, in the same order', async () => {
    await saveSamples(temporary(), [toSampleRow(samples[0], ['text', 'image']), toSampleRow(samples[1], ['image'])]);
    const [first, second] = await loadSamples(temporary());
    expect(first).toEqual({
      id: 'a',
      split: 'train',
      label: 'dog',
      group: 'g1',
      media: { image: 'a.png', text: awkward },
      present: ['image', 'text'],
      extra: { source: 'x' },
    });
    expect(second).toEqual({ id: 'b', split: 'test', media: {}, present: ['image'], extra: { source: '' } });
    expect(readFileSync(join(temporary(), 'samples.csv'), 'utf8').split('\n')[0]).toBe('id,split,label,group,image,text,source,present');
  });

  test('a column of the manifest with a reserved name is refused', async () => {
    const row = { ...toSampleRow(samples[1], ['image']), extra: { present: 'x' } };
    await expect(saveSamples(temporary(), [row])).rejects.toThrow('got present. Rename it in the manifest.');
  });

  test.each([
    ['a foreign table', 'a,b\n1,2\n', 'expected column id, split, present in'],
    ['a row too short', 'id,split,present\nx,train\n', 'expected RFC 4180 in'],
    ['an unknown split', 'id,split,present\nx,tain,image\n', 'expected a split of train, validation, test, ood on the line of sample 1'],
  ])('%s is refused', async (_, text, message) => {
    writeFileSync(join(temporary(), 'samples.csv'), text);
    await expect(loadSamples(temporary())).rejects.toThrow(message);
  });

  test('skipped media are loaded with their reasons', async () => {
    const skipped = [{ id: 'c', modality: 'image', file: 'c,1.png', reason: 'truncated: "IDAT" ends early' }];
    await saveSkipped(temporary(), skipped);
    expect(await loadSkipped(temporary())).toEqual(skipped);
    await saveSkipped(temporary(), []);
    expect(await loadSkipped(temporary())).toEqual([]);
  });
});

describe('embeddings', () => {
  const embeddings = { image: matrix(2, 2, Float32Array.of(1, 2, 3, 4)), 'audio+image': matrix(2, 1, Float32Array.of(5, 6)) };

  test('are loaded by method and subset', async () => {
    await saveEmbeddings(temporary(), 'pca', embeddings);
    await saveEmbeddings(temporary(), 'control.untrained', embeddings);
    expect(await listMethods(temporary())).toEqual(['control.untrained', 'pca']);
    expect(await loadEmbeddings(temporary(), 'pca')).toEqual(embeddings);
  });

  test('a flipped bit and a number that is not finite are detected', async () => {
    await saveEmbeddings(temporary(), 'pca', embeddings);
    const file = join(temporary(), 'embeddings/pca.safetensors');
    const bytes = readFileSync(file);
    bytes[bytes.length - 2] ^= 4;
    writeFileSync(file, bytes);
    await expect(loadEmbeddings(temporary(), 'pca')).rejects.toThrow('pca.safetensors with sha-256');
    mkdirSync(join(temporary(), 'other/embeddings'), { recursive: true });
    await writeSafetensors(join(temporary(), 'other/embeddings/x.safetensors'), { image: matrix(2, 2, Float32Array.of(1, 2, NaN, 4)) });
    await expect(loadEmbeddings(join(temporary(), 'other'), 'x')).rejects.toThrow('got: NaN in row 1 of "image"');
  });

  test('names that leave the folder, and subsets of different rows, are refused', async () => {
    await expect(saveEmbeddings(temporary(), '../x', embeddings)).rejects.toThrow('got "../x"');
    await expect(saveEmbeddings(temporary(), 'x', { ...embeddings, text: matrix(3, 1) })).rejects.toThrow('of x, got 2, 3');
  });
});

test('the state of an extractor is loaded as it was saved', async () => {
  const state = { json: { vocabulary: ['a', 'ß'] }, tensors: { idf: matrix(1, 2, Float32Array.of(0.5, 2)) } };
  await saveFeatureState(temporary(), 'text', state);
  expect(await loadFeatureState(temporary(), 'text')).toEqual(state);
  writeFileSync(join(temporary(), 'features/text.safetensors'), '');
  await expect(loadFeatureState(temporary(), 'text')).rejects.toThrow('features/text.safetensors with sha-256');
});

test('previews are loaded with their bytes', async () => {
  const picture = { kind: 'picture', mediaType: 'image/png', bytes: Buffer.from([1, 2]) } as const;
  const sound = { kind: 'sound', mediaType: 'audio/wav', bytes: Buffer.from([3]) } as const;
  const previews: Preview[] = [
    {
      id: 'a/../b',
      split: 'test',
      label: 'dog',
      media: { image: picture, audio: sound, text: { kind: 'text', text: 'a dog' } },
      seen: { image: { ...picture, bytes: Buffer.from([8]) } },
      reconstructions: { 'audio+text': { image: { ...picture, bytes: Buffer.from([9]) } } },
      tags: { audio: [{ kind: 'word', tag: 'bark', confidence: 0.8 }] },
    },
    { id: 'b', split: 'train', media: { image: { ...picture, bytes: Buffer.from([4]) } } },
  ];
  await savePreviews(temporary(), previews);
  expect(await loadPreviews(temporary())).toEqual(previews);
});

test('scores of tags are loaded as they were saved, undefined if there are none, and refused if they were changed', async () => {
  expect(await loadTagScores(temporary())).toBeUndefined();
  const score = { numSamples: 8, model: 0.5, mostFrequent: 0.1, nearestFeatures: 0.4, expectedCalibrationError: 0.02, bins: [] };
  await saveTagScores(temporary(), { audio: { label: score } });
  expect(await loadTagScores(temporary())).toEqual({ audio: { label: score } });
  writeFileSync(join(temporary(), 'tags.json'), '{}');
  await expect(loadTagScores(temporary())).rejects.toThrow(/expected .*tags.json with sha-256/);
});

describe('evaluation', () => {
  const evaluation: Evaluation = {
    version: 1,
    settings: { seed: 1 },
    methods: { mmae: { test: { numSamples: 10, numClusters: 2, nmi: 0.61 } } },
    controls: {},
  };

  test('is loaded as it was saved; a changed number, a newer version and another file are refused', async () => {
    await saveEvaluation(temporary(), evaluation);
    expect(await loadEvaluation(temporary())).toEqual(evaluation);
    const file = join(temporary(), 'evaluation.json');
    const written = readFileSync(file, 'utf8');
    writeFileSync(file, written.replace('0.61', '0.91'));
    await expect(loadEvaluation(temporary())).rejects.toThrow('let mmae-report write it again');
    writeFileSync(file, written.replace('"version": 1', '"version": 2'));
    await expect(loadEvaluation(temporary())).rejects.toThrow('A newer MMAE wrote it');
    writeFileSync(file, '[]');
    await expect(loadEvaluation(temporary())).rejects.toThrow('got undefined');
  });
});
