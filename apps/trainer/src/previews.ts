import type { ModalityOptions } from '@mmae/embedder';
import { readSamples, unscaleBlock } from '@mmae/feature-table';
import { row, seededRandom, type Matrix } from '@mmae/matrix';
import { canReconstruct, reconstruct } from '@mmae/mmae';
import { allSubsets, savePreviews, subsetKey, type Preview, type PreviewMedia, type Tag } from '@mmae/run-folder';
import { findMediaFile, type Media, type Modality } from '@mmae/samples';
import sharp from 'sharp';
import { toSoundPreview } from './preview-sound.ts';
import { render } from './rendering.ts';
import type { Propose } from './tags/learn-tags.ts';
import type { TrainedMaterial } from './trained-material.ts';

const previewSize = 96;
/** The first of the shown samples are rebuilt: a few tell as much as all. */
const numRebuilt = 12;

/** Keeps a few samples in the run as a person sees and hears them, with what the model rebuilds of them and the tags it proposes. */
export async function savePreviewsOf(folder: string, source: TrainedMaterial, propose: Propose): Promise<void> {
  const places = drawPlaces(source);
  const rebuilt = await rebuild(source, places.slice(0, numRebuilt));
  const tags = proposeTags(source, places, propose);
  const previews = places.map(async (place, i) => ({ ...(await toPreview(source, source.rows[place])), ...rebuilt[i], tags: tags[i] }));
  await savePreviews(folder, await Promise.all(previews));
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
async function rebuild({ experiment, fitted, table: all, model }: TrainedMaterial, places: readonly number[]): Promise<Rebuilt[]> {
  const rebuilt: Rebuilt[] = places.map(() => ({ seen: {}, reconstructions: {} }));
  if (!canReconstruct(model)) return rebuilt;
  const table = readSamples(all, places);
  const { modalities, media } = experiment;
  const show = async (modality: Modality, block: Matrix, from: readonly Modality[], shownOf: (place: number) => Shown) => {
    const features = unscaleBlock(block, fitted[modality].scaling);
    for (const i of places.keys()) {
      if (!from.some((one) => table.present[one][i] === 1)) continue;
      const shown = await render(media[modality], fitted[modality].extractor, row(features, i));
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

async function toPreview({ experiment, manifest, fitted }: TrainedMaterial, sample: number): Promise<Preview> {
  const { id, split, label, media } = manifest.samples[sample];
  const kept = Object.entries(media).filter(([modality]) => fitted[modality]?.extraction.present[sample] === 1);
  const shown = await Promise.all(
    kept.map(async ([modality, item]) => [modality, await toPreviewMedia(item, experiment.media[modality], manifest.mediaRoot)] as const),
  );
  return {
    id,
    split,
    ...(label && { label }),
    media: Object.fromEntries(shown.flatMap(([modality, item]) => (item ? [[modality, item]] : []))),
  };
}

async function toPreviewMedia(media: Media, options: ModalityOptions, mediaRoot: string): Promise<PreviewMedia | undefined> {
  if (media.kind === 'text') return media;
  if (options.featureFile === undefined) return toPreviewFile(media, options.room, mediaRoot);
  return options.room && toPreviewFile(media, options.room, mediaRoot).catch(() => undefined); // nothing was learnt from the file itself
}

async function toPreviewFile(
  media: Exclude<Media, { kind: 'text' }>,
  room: ModalityOptions['room'],
  mediaRoot: string,
): Promise<PreviewMedia | undefined> {
  if (room === 'audio' && media.kind === 'file') return toSoundPreview(findMediaFile(mediaRoot, media.path).path);
  return toThumbnail(media, mediaRoot);
}

async function toThumbnail(media: Exclude<Media, { kind: 'text' }>, mediaRoot: string): Promise<PreviewMedia> {
  const picture =
    media.kind === 'file'
      ? sharp(findMediaFile(mediaRoot, media.path).path).rotate()
      : sharp(media.data, { raw: { width: media.width, height: media.height, channels: media.channels } });
  const bytes = await picture
    .resize(previewSize, previewSize, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 85 })
    .toBuffer();
  return { kind: 'picture', mediaType: 'image/webp', bytes };
}
