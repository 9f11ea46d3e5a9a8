import { openArchive, type Archive } from '@mmae/archive-store';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectAssets } from './collect-assets.ts';
import { exportArchive, exportFormats } from './export-archive.ts';
import { film, image, options } from './films.test.support.ts';
import { trainingManifest } from './manifest/training-manifest.ts';

const folder = mkdtempSync(join(tmpdir(), 'archive-export-'));
let archive: Archive;

beforeAll(() => {
  archive = openArchive(folder, { create: true });
  for (const { asset, samples } of [film('25', '10:00:00:00', [0, 60, 170]), image()]) {
    archive.putAsset(asset, samples.map(({ sample }) => ({ ...sample, ...(asset.kind === 'sample' && { extra: { label: 'dog', keywords: 'pet' } }) }))); // prettier-ignore
  }
  const run = { folder: '/run', name: 'birds', version: '3f2a91', modalities: ['image'] };
  const indexing = archive.beginIndex(run);
  const tags = [{ label: 'rain', kind: 'label' as const, confidence: 0.625, from: 'image', concept: 'medtop:20001131' }];
  indexing.put(
    Array.from(indexing.pending(), (sampleKey) => ({
      sampleKey,
      embeddings: { joint: Float32Array.of(1, 2) },
      tags,
      isUnlikeTrain: false,
    })),
  );
  indexing.finish({ clusters: [] });
  const [first, second] = shots();
  archive.decide([
    { sampleKey: first, label: 'birds', verdict: 'add', who: 'Ann' },
    { sampleKey: first, label: 'rain', verdict: 'reject', who: 'Ann' },
    { sampleKey: second, label: 'rain', verdict: 'accept', who: 'Bo' },
  ]);
});
afterAll(() => {
  archive.close();
  rmSync(folder, { recursive: true });
});

const keysOfAll = () => [...archive.eachSample()].flat().map(({ key }) => key);
const shots = () => [...archive.eachSample()].flat().flatMap(({ key, range }) => (range ? [key] : []));

test('samples are collected by asset in the order of their frames, with their tags', () => {
  const [first, second] = shots();
  const assets = collectAssets(archive, [second, first, second, 987_654]);
  expect(assets.map(({ asset, samples }) => [asset.title, samples.map(({ sample }) => sample.range?.from)])).toEqual([
    ['Wings & water', [0, 60]],
  ]);
  expect(assets[0].samples[0].tags.map(({ label, verdict }) => [label, verdict]).sort()).toEqual([['birds', 'accepted'], ['rain', 'rejected']]); // prettier-ignore
});

test('an open archive is exported in every format that holds what it has', () => {
  for (const format of exportFormats) {
    const text = () =>
      exportArchive(format, collectAssets(archive, format === 'csv' || format === 'schema' ? keysOfAll() : shots()), options).text;
    expect(text()).toContain('birds');
  }
});

test('the manifest for training has the labels that people accepted, and those of the data', () => {
  const { mediaRoot, columns, rows } = trainingManifest(archive);
  const samples = Array.from(rows, (cells) => Object.fromEntries(columns.map((column, i) => [column, cells[i]])));
  expect(mediaRoot).toMatch(/media$/);
  expect(samples.map(({ label, accepted, group, keywords }) => [label, accepted, group, keywords])).toEqual([
    ['birds', 'birds', 'abababababababab', ''],
    ['rain', 'rain', 'abababababababab', ''],
    ['dog', '', '', 'pet'],
  ]);
  expect(samples[1]).toMatchObject({
    asset: 'news/E 204101ä.mp4',
    from: '60',
    to: '170',
    image: 'still.jpg',
    title: 'Wings & water',
    date: '1998-03',
  });
  expect(samples[0].text).toBe('Two white birds,\nsearching the water.');
});

test('only labelled samples, and only certain labels, where wanted', () => {
  const labelsOf = (rows: Iterable<readonly string[]>) => Array.from(rows, (cells) => cells[1]);
  expect(labelsOf(trainingManifest(archive, { labels: ['rain'], onlyLabelled: true }).rows)).toEqual(['rain']);
  expect(labelsOf(trainingManifest(archive, { labels: ['rain'] }).rows)).toEqual(['', 'rain', '']);
});
