import type { ModalityOptions } from '@mmae/embedder';
import { selectSamples, unscaleBlock } from '@mmae/feature-table';
import { row, seededRandom } from '@mmae/matrix';
import { canReconstruct, reconstruct } from '@mmae/mmae';
import { allSubsets, savePreviews, subsetKey, type Preview, type PreviewMedia, type Tag } from '@mmae/run-folder';
import { findMediaFile, type Media, type Modality } from '@mmae/samples';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import sharp from 'sharp';
import { render } from './rendering.ts';
import type { Propose } from './tags/learn-tags.ts';
import type { TrainedMaterial } from './trained-material.ts';

const previewSize = 96;
const mostSoundBytes = 200_000;

/** Keeps a few samples in the run as a person sees and hears them, with what the model rebuilds of them and the tags it proposes. */
export async function savePreviewsOf(folder: string, source: TrainedMaterial, propose: Propose): Promise<void> {
  const places = drawPlaces(source);
  const rebuilt = await rebuild(source, places);
  const tags = proposeTags(source, places, propose);
  const previews = places.map(async (place, i) => ({ ...(await toPreview(source, source.rows[place], rebuilt[i])), tags: tags[i] }));
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

type Reconstructions = Record<string, Record<Modality, PreviewMedia>>;

/** What the model makes of every modality of each place, from each modality alone and from all; empty where it has no decoders. */
async function rebuild({ experiment, fitted, table: all, model }: TrainedMaterial, places: readonly number[]): Promise<Reconstructions[]> {
  const rebuilt: Reconstructions[] = places.map(() => ({}));
  if (!canReconstruct(model)) return rebuilt;
  const table = selectSamples(all, places);
  const { modalities, media } = experiment;
  for (const subset of shownSubsets(modalities)) {
    for (const modality of modalities) {
      const { extractor, scaling } = fitted[modality];
      const features = unscaleBlock(reconstruct(model, table, subset, modality), scaling);
      for (const i of places.keys()) {
        if (!subset.some((one) => table.present[one][i] === 1)) continue;
        const shown = await render(media[modality], extractor, row(features, i));
        if (shown) (rebuilt[i][subsetKey(subset)] ??= {})[modality] = shown;
      }
    }
  }
  return rebuilt;
}

/** Each modality alone, and all of them. */
const shownSubsets = (modalities: readonly Modality[]) =>
  allSubsets(modalities).filter(({ length }) => length === 1 || length === modalities.length);

/** What the model proposes for each place from what it has of a shown subset, by the subset's key. */
function proposeTags({ experiment, table: all }: TrainedMaterial, places: readonly number[], propose: Propose): Record<string, Tag[]>[] {
  const table = selectSamples(all, places);
  const tags: Record<string, Tag[]>[] = places.map(() => ({}));
  for (const subset of shownSubsets(experiment.modalities)) {
    propose(table, subset).forEach((proposed, i) => {
      if (proposed.length > 0) tags[i][subsetKey(subset)] = proposed.map(({ kind, tag, confidence }) => ({ kind, tag, confidence }));
    });
  }
  return tags;
}

async function toPreview(
  { experiment, manifest, fitted }: TrainedMaterial,
  sample: number,
  reconstructions: Reconstructions,
): Promise<Preview> {
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
    reconstructions,
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
  if (room === 'audio' && media.kind === 'file') return toSound(findMediaFile(mediaRoot, media.path).path);
  return toThumbnail(media, mediaRoot);
}

async function toThumbnail(media: Exclude<Media, { kind: 'text' }>, mediaRoot: string): Promise<PreviewMedia> {
  const picture =
    media.kind === 'file'
      ? sharp(findMediaFile(mediaRoot, media.path).path).rotate()
      : sharp(media.data, { raw: { width: media.width, height: media.height, channels: media.channels } });
  const bytes = await picture.resize(previewSize, previewSize, { fit: 'inside' }).png().toBuffer();
  return { kind: 'picture', mediaType: 'image/png', bytes };
}

const soundTypes: Readonly<Record<string, string>> = {
  '.wav': 'audio/wav',
  '.flac': 'audio/flac',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.m4a': 'audio/mp4',
};

/** The file itself where it is short; longer ones are not shown. */
async function toSound(file: string): Promise<PreviewMedia | undefined> {
  const bytes = await readFile(file);
  const mediaType = soundTypes[extname(file).toLowerCase()];
  return mediaType && bytes.length <= mostSoundBytes ? { kind: 'sound', mediaType, bytes } : undefined;
}
