import { readSamples, unscaleBlock } from '@mmae/feature-table';
import { row, type Matrix } from '@mmae/matrix';
import { canReconstruct, reconstruct } from '@mmae/mmae';
import type { Progress } from '@mmae/pipeline';
import { seededRandom } from '@mmae/random';
import { allSubsets, savePreviews, subsetKey, type Preview, type PreviewMedia, type Tag } from '@mmae/run-folder';
import type { Modality } from '@mmae/samples';
import type { Describer } from '@mmae/tagging';
import type { TrainingResult } from '../train-model.ts';
import { toPreviewMedia } from './preview-media.ts';
import { render } from './rendering.ts';

/** Previews for which reconstructions are shown. */
const numReconstructed = 12;

/**
 * Saves previews of a few samples in the run: their media, what the model reconstructs of them, and the tags it proposes.
 * A file that cannot be shown, because it is damaged or was deleted, is reported and left out.
 */
export async function savePreviewsOf(folder: string, result: TrainingResult, describe: Describer, progress: Progress): Promise<void> {
  const failures = previewFailures(progress);
  const drawn = drawRows(result);
  const reconstructed = await reconstructRows(result, drawn.slice(0, numReconstructed), failures);
  const tags = tagsOf(result, drawn, describe);
  const previews: Preview[] = [];
  for (const [i, index] of drawn.entries()) {
    previews.push({ ...(await toPreview(result, result.rows[index], failures)), ...reconstructed[i], tags: tags[i] });
  }
  failures.report();
  await savePreviews(folder, previews);
}

/** Table rows to show: of test, or of all samples where there is no test; every label equally often. */
function drawRows({ experiment, manifest, rows }: TrainingResult): number[] {
  const sampleAt = (index: number) => manifest.samples[rows[index]];
  const all = Array.from(rows.keys());
  const test = all.filter((index) => sampleAt(index).split === 'test');
  const pool = test.length > 0 ? test : all;
  const shuffled = Array.from(seededRandom(experiment.seed).permutation(pool.length), (i) => pool[i]);
  const byLabel = new Map<string, number[]>();
  for (const index of shuffled) byLabel.set(sampleAt(index).label ?? '', [...(byLabel.get(sampleAt(index).label ?? '') ?? []), index]);
  const rounds = Math.max(...Array.from(byLabel.values(), (indices) => indices.length));
  const alternating = Array.from({ length: rounds }, (_, i) => Array.from(byLabel.values(), (indices) => indices[i])).flat();
  return alternating.filter((index) => index !== undefined).slice(0, experiment.previews.numSamples);
}

type ShownMedia = Record<Modality, PreviewMedia>;

/** Reconstructions of a sample, by the subset they are made from, next to the sample's own features rendered the same way. */
interface Reconstructed {
  readonly seen: ShownMedia;
  readonly reconstructions: Record<string, ShownMedia>;
}

/** Reconstructions of every modality of each row, from each modality alone and from all; empty where the model has no decoders. */
async function reconstructRows(result: TrainingResult, indices: readonly number[], failures: PreviewFailures): Promise<Reconstructed[]> {
  const { experiment, manifest, rows, fitted, table: all, model } = result;
  const reconstructed: Reconstructed[] = indices.map(() => ({ seen: {}, reconstructions: {} }));
  if (!canReconstruct(model)) return reconstructed;
  const table = readSamples(all, indices);
  const { modalities, media } = experiment;
  const show = async (modality: Modality, block: Matrix, from: readonly Modality[], shownOf: (i: number) => ShownMedia) => {
    const features = unscaleBlock(block, fitted[modality].scaling);
    for (const i of indices.keys()) {
      if (!from.some((one) => table.present[one][i] === 1)) continue;
      const { id } = manifest.samples[rows[indices[i]]];
      const draw = () => render(media[modality], fitted[modality].extractor, row(features, i));
      const shown = await failures.attempt({ id, modality: `${modality} reconstruction` }, draw);
      if (shown) shownOf(i)[modality] = shown;
    }
  };
  for (const modality of modalities) {
    await show(modality, table.blocks[modality], [modality], (i) => reconstructed[i].seen);
    for (const subset of shownSubsets(modalities)) {
      const block = reconstruct(model, table, subset, modality);
      await show(modality, block, subset, (i) => (reconstructed[i].reconstructions[subsetKey(subset)] ??= {}));
    }
  }
  return reconstructed;
}

/** Each modality alone, and all of them. */
const shownSubsets = (modalities: readonly Modality[]) =>
  allSubsets(modalities).filter(({ length }) => length === 1 || length === modalities.length);

/** Tags of each row from each of the shown subsets, by the subset's key. */
function tagsOf({ experiment, table: all }: TrainingResult, indices: readonly number[], describe: Describer): Record<string, Tag[]>[] {
  const table = readSamples(all, indices);
  const tags: Record<string, Tag[]>[] = indices.map(() => ({}));
  for (const subset of shownSubsets(experiment.modalities)) {
    describe(table, subset).forEach((proposed, i) => {
      if (proposed.length > 0) tags[i][subsetKey(subset)] = proposed.map(({ kind, tag, confidence }) => ({ kind, tag, confidence }));
    });
  }
  return tags;
}

async function toPreview({ experiment, manifest, fitted }: TrainingResult, sample: number, failures: PreviewFailures): Promise<Preview> {
  const { id, split, label, media } = manifest.samples[sample];
  const kept = Object.entries(media).filter(([modality]) => fitted[modality]?.extraction.present[sample] === 1);
  const shown: ShownMedia = {};
  for (const [modality, item] of kept) {
    const file = item.kind === 'file' ? item.path : undefined;
    const show = () => toPreviewMedia(item, experiment.media[modality], manifest.mediaRoot);
    const preview = await failures.attempt({ id, modality, file }, show);
    if (preview) shown[modality] = preview;
  }
  return { id, split, ...(label && { label }), media: shown };
}

/** Failures that are reported one by one, at most. */
const maxReported = 10;

/** Reports previews that fail, so that they do not end the command after a long training. */
interface PreviewFailures {
  /** @returns what `show` returns; undefined where it fails */
  attempt<Shown>(of: { id: string; modality: Modality; file?: string }, show: () => Promise<Shown>): Promise<Shown | undefined>;
  /** Reports the number of failures, if any. */
  report(): void;
}

function previewFailures({ say }: Progress): PreviewFailures {
  let count = 0;
  return {
    async attempt({ id, modality, file }, show) {
      try {
        return await show();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (++count <= maxReported) say(`preview left out: ${modality} of ${id}${file ? ` (${file})` : ''}: ${reason}`);
        return undefined;
      }
    },
    report() {
      if (count > 0) say(`previews left out: ${count}. Features, embeddings and scores are not affected.`);
    },
  };
}
