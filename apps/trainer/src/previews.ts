import { readSamples, unscaleBlock } from '@mmae/feature-table';
import { row, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { canReconstruct, reconstruct } from '@mmae/mmae';
import { allSubsets, savePreviews, subsetKey, type Preview, type PreviewMedia, type Tag } from '@mmae/run-folder';
import type { Modality } from '@mmae/samples';
import { toPreviewMedia } from './preview-media.ts';
import type { Progress } from './progress.ts';
import { render } from './rendering.ts';
import type { Propose } from './tags/learn-tags.ts';
import type { TrainedMaterial } from './trained-material.ts';
import { unshown, type Unshown } from './unshown.ts';

/** The first of the shown samples are rebuilt: a few tell as much as all. */
const numRebuilt = 12;

/**
 * Keeps a few samples in the run as a person sees and hears them, with what the model rebuilds of them and the tags it proposes.
 * A file that cannot be shown, damaged or gone by now, is named and left out.
 */
export async function savePreviewsOf(folder: string, source: TrainedMaterial, propose: Propose, progress: Progress): Promise<void> {
  const failures = unshown(progress);
  const places = drawPlaces(source);
  const rebuilt = await rebuild(source, places.slice(0, numRebuilt), failures);
  const tags = proposeTags(source, places, propose);
  const previews: Preview[] = [];
  for (const [i, place] of places.entries()) {
    previews.push({ ...(await toPreview(source, source.rows[place], failures)), ...rebuilt[i], tags: tags[i] });
  }
  failures.sum();
  await savePreviews(folder, previews);
}

/** Rows to show: of the test split, or of all where there is none; each label as often as another. */
function drawPlaces({ experiment, manifest, rows }: TrainedMaterial): number[] {
  const sampleAt = (place: number) => manifest.samples[rows[place]];
  const all = Array.from(rows.keys());
  const test = all.filter((place) => sampleAt(place).split === 'test');
  const pool = test.length > 0 ? test : all;
  const shuffled = Array.from(seededRandom(experiment.seed).permutation(pool.length), (i) => pool[i]);
  const byLabel = new Map<string, number[]>();
  for (const place of shuffled) byLabel.set(sampleAt(place).label ?? '', [...(byLabel.get(sampleAt(place).label ?? '') ?? []), place]);
  const rounds = Math.max(...Array.from(byLabel.values(), (places) => places.length));
  const dealt = Array.from({ length: rounds }, (_, i) => Array.from(byLabel.values(), (places) => places[i])).flat();
  return dealt.filter((place) => place !== undefined).slice(0, experiment.previews.numSamples);
}

type Shown = Record<Modality, PreviewMedia>;

/** What is rebuilt of a sample, by what it is rebuilt from, beside what its own features show. */
interface Rebuilt {
  readonly seen: Shown;
  readonly reconstructions: Record<string, Shown>;
}

/** What the model makes of every modality of each place, from each modality alone and from all; empty where it has no decoders. */
async function rebuild(source: TrainedMaterial, places: readonly number[], failures: Unshown): Promise<Rebuilt[]> {
  const { experiment, manifest, rows, fitted, table: all, model } = source;
  const rebuilt: Rebuilt[] = places.map(() => ({ seen: {}, reconstructions: {} }));
  if (!canReconstruct(model)) return rebuilt;
  const table = readSamples(all, places);
  const { modalities, media } = experiment;
  const show = async (modality: Modality, block: Matrix, from: readonly Modality[], shownOf: (place: number) => Shown) => {
    const features = unscaleBlock(block, fitted[modality].scaling);
    for (const i of places.keys()) {
      if (!from.some((one) => table.present[one][i] === 1)) continue;
      const { id } = manifest.samples[rows[places[i]]];
      const draw = () => render(media[modality], fitted[modality].extractor, row(features, i));
      const shown = await failures.attempt({ id, modality: `${modality} rebuilt` }, draw);
      if (shown) shownOf(i)[modality] = shown;
    }
  };
  for (const modality of modalities) {
    await show(modality, table.blocks[modality], [modality], (i) => rebuilt[i].seen);
    for (const subset of shownSubsets(modalities)) {
      const block = reconstruct(model, table, subset, modality);
      await show(modality, block, subset, (i) => (rebuilt[i].reconstructions[subsetKey(subset)] ??= {}));
    }
  }
  return rebuilt;
}

/** Each modality alone, and all of them. */
const shownSubsets = (modalities: readonly Modality[]) =>
  allSubsets(modalities).filter(({ length }) => length === 1 || length === modalities.length);

/** What the model proposes for each place from what it has of a shown subset, by the subset's key. */
function proposeTags({ experiment, table: all }: TrainedMaterial, places: readonly number[], propose: Propose): Record<string, Tag[]>[] {
  const table = readSamples(all, places);
  const tags: Record<string, Tag[]>[] = places.map(() => ({}));
  for (const subset of shownSubsets(experiment.modalities)) {
    propose(table, subset).forEach((proposed, i) => {
      if (proposed.length > 0) tags[i][subsetKey(subset)] = proposed.map(({ kind, tag, confidence }) => ({ kind, tag, confidence }));
    });
  }
  return tags;
}

async function toPreview({ experiment, manifest, fitted }: TrainedMaterial, sample: number, failures: Unshown): Promise<Preview> {
  const { id, split, label, media } = manifest.samples[sample];
  const kept = Object.entries(media).filter(([modality]) => fitted[modality]?.extraction.present[sample] === 1);
  const shown: Record<Modality, PreviewMedia> = {};
  for (const [modality, item] of kept) {
    const file = item.kind === 'file' ? item.path : undefined;
    const show = () => toPreviewMedia(item, experiment.media[modality], manifest.mediaRoot);
    const preview = await failures.attempt({ id, modality, file }, show);
    if (preview) shown[modality] = preview;
  }
  return { id, split, ...(label && { label }), media: shown };
}
