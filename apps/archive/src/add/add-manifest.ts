import type { FileNote } from '@mmae/media-folder';
import { loadManifest, UnusableMediaError, type Sample } from '@mmae/samples';
import { basename } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AddContext } from './add-context.ts';
import { sampleAsset } from './sample-asset.ts';
import { isShot, shotAssets } from './shot-assets.ts';

export interface ManifestSource {
  readonly manifest: string;
  readonly mediaRoot?: string;
  readonly columns?: Readonly<Record<string, string>>;
  /** the path of an asset without a file, by the id of its row; default: the name of the manifest, # and the id */
  readonly pathOf?: (id: string) => string;
  /** leaves out rows that are shots, as their films were added already */
  readonly withoutShots?: boolean;
}

/** The columns that hold media. */
const modalities = { image: 'file', audio: 'file', text: 'text' } as const;

/** Adds the rows of a manifest: shots of films, and items that are assets of their own. @returns notes on rows that were not used */
export async function addRows(source: ManifestSource, context: AddContext): Promise<readonly FileNote[]> {
  const { writer, progress, signal, job } = context;
  const { mediaRoot, columns = {}, withoutShots = false, pathOf = (id) => `${basename(source.manifest)}#${id}` } = source;
  const manifest = await loadManifest(source.manifest, { modalities, columns, mediaRoot, seed: 0, onlySplit: 'test' });
  if (!withoutShots) for (const remark of manifest.remarks) progress.say(remark); // nobody knows the manifest of a folder
  const notes = manifest.skipped.map(({ id, file, reason }): FileNote => ({ path: file || id, reason }));
  const note = (path: string, reason: string) => void notes.push({ path, reason });
  const others = withoutShots ? manifest.samples.filter((sample) => !isShot(sample)) : [...manifest.samples];
  const samples = withoutShots ? others : await shotAssets(others, manifest.mediaRoot, { ...context, note });
  for (const [i, sample] of samples.entries()) {
    if (i % 64 === 0) {
      writer.flush();
      await nextTurn(); // lets signal handlers run
      signal.throwIfAborted();
      progress.update(`${i} of ${samples.length} items added`);
      job.update({ numDone: i, numTotal: samples.length });
    }
    await addSample(sample, manifest.mediaRoot, pathOf, { ...context, note });
  }
  if (samples.length > 0) job.update({ numDone: samples.length, numTotal: samples.length });
  return notes;
}

interface RowContext extends AddContext {
  readonly note: (path: string, reason: string) => void;
}

async function addSample(
  sample: Sample,
  root: string,
  pathOf: (id: string) => string,
  { writer, signal, note }: RowContext,
): Promise<void> {
  try {
    const { asset, samples } = await sampleAsset(sample, { root, pathOf, writer, signal });
    const first = writer.put(asset, samples);
    if (first !== undefined) note(asset.path, `duplicate: ${first} has the same content and is used`);
  } catch (error) {
    if (!(error instanceof UnusableMediaError)) throw error;
    note(sample.id, error.message);
  }
}
