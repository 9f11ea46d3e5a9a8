import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Archive } from './archive.ts';
import type { NewAsset, NewSample } from './assets/asset.ts';
import type { MachineTag, RunReference, SampleAnnotation } from './indexing/run.ts';
import { openArchive } from './open-archive.ts';

/** A content for tests: a digit repeated. */
export const content = (digit: string) => digit.repeat(64);

/** A film of 200 frames at 25 a second. */
export const film = (digit: string, given: Partial<NewAsset> = {}): NewAsset => ({
  content: content(digit),
  kind: 'film',
  root: '/media',
  path: `${digit}.mp4`,
  title: `Film ${digit}`,
  film: {
    rate: { num: 25, den: 1, drop: false },
    numFrames: 200,
    durationSeconds: 8,
    width: 640,
    height: 360,
    container: 'mp4',
    videoCodec: 'h264',
  },
  sizeBytes: 1000,
  modifiedMs: 1,
  ...given,
});

export const shot = (from: number, to: number, text = '', given: Partial<NewSample> = {}): NewSample => ({
  range: { from, to },
  media: { image: `${from}.jpg` },
  text,
  extra: {},
  ...given,
});

export const run = (version: string): RunReference => ({ folder: `/runs/${version}`, name: 'run', version, modalities: ['image', 'text'] });

export const proposed = (label: string, confidence = 0.8, given: Partial<MachineTag> = {}): MachineTag => ({
  label,
  kind: 'label',
  confidence,
  from: 'image',
  ...given,
});

/** Indexes every pending sample with the same tags. */
export function index(archive: Archive, version: string, tags: readonly MachineTag[], given: Partial<SampleAnnotation> = {}): void {
  const indexing = archive.beginIndex(run(version));
  const embeddings = { joint: Float32Array.of(1, 2) };
  indexing.put(Array.from(indexing.pending(), (sampleKey) => ({ sampleKey, embeddings, tags, isUnlikeTrain: false, ...given })));
  indexing.finish({ clusters: [] });
}

/** Runs work on a new archive in a folder of its own, which is removed afterwards. */
export async function withArchive<Result>(work: (archive: Archive, folder: string) => Result | Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'archive-store-'));
  const archive = openArchive(folder, { create: true });
  try {
    return await work(archive, folder);
  } finally {
    archive.close();
    rmSync(folder, { recursive: true });
  }
}
