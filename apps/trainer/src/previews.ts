import type { ModalityOptions } from '@mmae/embedder';
import { selectSamples, unscaleBlock } from '@mmae/feature-table';
import { row, seededRandom } from '@mmae/matrix';
import { reconstruct, type Model } from '@mmae/mmae';
import { allSubsets, savePreviews, subsetKey, type Preview, type PreviewMedia } from '@mmae/run-folder';
import { findMediaFile, type Manifest, type Media, type Modality } from '@mmae/samples';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import sharp from 'sharp';
import type { Experiment } from './experiment.ts';
import { render } from './rendering.ts';
import type { FittedModality } from './features.ts';
import type { Tables } from './tables.ts';

export interface PreviewSource {
  readonly experiment: Experiment;
  readonly manifest: Manifest;
  /** places in the manifest of the rows of `tables.all` */
  readonly rows: readonly number[];
  readonly fitted: Readonly<Record<Modality, FittedModality>>;
  readonly tables: Tables;
  readonly model: Model;
}

const previewSize = 96;
const mostSoundBytes = 200_000;

/** Keeps a few samples in the run as a person sees and hears them, with what the model rebuilds of them. */
export async function savePreviewsOf(folder: string, source: PreviewSource): Promise<void> {
  const places = drawPlaces(source);
  const rebuilt = await rebuild(source, places);
  await savePreviews(folder, await Promise.all(places.map((place, i) => toPreview(source, source.rows[place], rebuilt[i]))));
}

/** Rows to show: of the test split, or of all where there is none; each label as often as another. */
function drawPlaces({ experiment, manifest, rows }: PreviewSource): number[] {
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
async function rebuild({ experiment, fitted, tables, model }: PreviewSource, places: readonly number[]): Promise<Reconstructions[]> {
  const rebuilt: Reconstructions[] = places.map(() => ({}));
  if (!canReconstruct(model)) return rebuilt;
  const table = selectSamples(tables.all, places);
  const { modalities, media } = experiment;
  for (const subset of allSubsets(modalities).filter(({ length }) => length === 1 || length === modalities.length)) {
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

const canReconstruct = ({ description }: Model) =>
  Object.values(description.options.stages).some(({ objective }) => objective.reconstruction > 0);

async function toPreview(
  { experiment, manifest, fitted }: PreviewSource,
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
