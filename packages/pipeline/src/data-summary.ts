// Human-readable summaries of the data of a run: lines that a command prints at its end.
import { isVideo } from '@mmae/audio-features';
import { findMediaFile, type Manifest, type Media, type Sample, type Skipped } from '@mmae/samples';
import { extname } from 'node:path';
import type { ExtractedMedia } from './extract-media.ts';
import type { FeaturePlan } from './feature-plan.ts';

/** The summaries below, in the order in which a command shows them. @param list where the reason for each unused file is given */
export const dataSummary = (manifest: Manifest, plan: Pick<FeaturePlan, 'media'>, media: ExtractedMedia, list: string): string[] => [
  ...mediaSummary(manifest, media, list),
  ...languageSummary(manifest, plan),
  ...labelSummary(manifest, media),
];

/**
 * How many media of each modality were used, of which file types, and why the others were not.
 *
 * @param list where the reason for each file is given
 */
export function mediaSummary(manifest: Manifest, { extractions, skipped }: ExtractedMedia, list: string): string[] {
  const used = Object.entries(extractions).map(([modality, { present }]) => {
    const having = manifest.samples.flatMap(({ media }, sample) => (present[sample] === 1 && media[modality] ? [media[modality]] : []));
    const numPresent = present.reduce((sum, one) => sum + one, 0);
    const numLost = skipped.filter((one) => one.modality === modality).length;
    return `${modality}: ${numPresent} of ${numPresent + numLost} used${fileTypes(having, manifest.mediaRoot)}`;
  });
  if (skipped.length === 0) return used;
  return [...used, `not used: ${countsOf(skipped.map(causeOf))}; the reason for each is in ${list}`];
}

/** File types by extension, and the number of videos whose audio track was read; empty for media that are not files. */
function fileTypes(media: readonly Media[], mediaRoot: string): string {
  const files = media.flatMap((item) => (item.kind === 'file' ? [item.path] : []));
  if (files.length === 0) return '';
  const videos = files.filter((path) => videoExtensions.has(extname(path).toLowerCase()) && isVideoAt(mediaRoot, path)).length;
  return ` (${countsOf(files.map(typeOf))}${videos > 0 ? `; audio tracks of ${videos} ${videos === 1 ? 'video' : 'videos'}` : ''})`;
}

const videoExtensions = new Set(
  ['mp4', 'm4v', 'mov', 'qt', 'mkv', 'webm', 'avi', 'mpg', 'mpeg', 'mpe', 'vob', 'ts', 'm2ts', 'mts', 'mxf', 'wmv', 'asf', '3gp'].map(
    (extension) => `.${extension}`,
  ),
);

function isVideoAt(mediaRoot: string, path: string): boolean {
  try {
    return isVideo(findMediaFile(mediaRoot, path).path);
  } catch {
    return false; // deleted since it was read
  }
}

const spellings: Readonly<Record<string, string>> = { JPG: 'JPEG', JPE: 'JPEG', TIF: 'TIFF', AIF: 'AIFF', HEIF: 'HEIC' };

function typeOf(path: string): string {
  const extension = extname(path).slice(1).toUpperCase();
  return extension === '' ? 'without extension' : Object.hasOwn(spellings, extension) ? spellings[extension] : extension;
}

/** Reasons begin with a cause and a colon. */
function causeOf({ reason }: Skipped): string {
  const [cause] = reason.split(/[:;.]/);
  return cause.length <= 40 ? cause : 'other';
}

/** "12 JPEG, 3 PNG", the most frequent first. */
function countsOf(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const ordered = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return ordered.map(([name, count]) => `${count} ${name}`).join(', ');
}

/** The language of texts that name none: the default of @mmae/text-features. */
const defaultLanguage = 'en';

/** How many texts name no language, and whose stop words are removed from them; empty where every text names one. */
export function languageSummary({ samples }: Manifest, { media }: Pick<FeaturePlan, 'media'>): string[] {
  return Object.entries(media).flatMap(([modality, { extractor, featureFile, options }]) => {
    if (extractor !== 'text' || featureFile !== undefined) return [];
    const texts = samples.flatMap((sample) => (sample.media[modality]?.kind === 'text' ? [sample.media[modality]] : []));
    const numUnnamed = texts.filter(({ language }) => !language).length;
    if (numUnnamed === 0) return [];
    const language = String(options?.language ?? defaultLanguage);
    return [
      `language: ${numUnnamed} of ${texts.length} texts name none; "${language}" stop words are removed from them. ` +
        `To change it: a column "language" in the manifest, or --set ${modality}.options.language=de`,
    ];
  });
}

/** With fewer scored samples, the agreement of clusters and labels is unreliable. */
const minScored = 50;

/**
 * How many samples with usable media are labelled, and whether the report will compare clusters with labels: not where there is a single label, or
 * hardly any two samples share one. A warning where few of them are scored.
 */
export function labelSummary({ samples }: Manifest, { extractions }: Pick<ExtractedMedia, 'extractions'>): string[] {
  const usable = samples.filter((_, sample) => Object.values(extractions).some(({ present }) => present[sample] === 1));
  const labelled = usable.filter(({ label }) => label);
  if (labelled.length === 0) return ['labels: none. Clusters are still found, but not compared with labels'];
  const split = scoredSplit(usable);
  const scored = labelled.filter((sample) => sample.split === split);
  const read = [...scored, ...labelled.filter((sample) => sample.split === 'train')];
  const line = `labels: ${labelled.length} of ${usable.length} samples are labelled, with ${numLabels(labelled)} in all`;
  const consequence = 'so clusters are not compared with labels';
  if (numLabels(read) <= 1) return [`${line}; train and ${split} have fewer than two labels, ${consequence}`];
  if (2 * numLabels(read) > read.length) return [`${line}; there are fewer than two samples per label, ${consequence}`];
  const few = `few labels: ${scored.length} labelled samples in ${split} make an unreliable score; use at least ${minScored}. Label more, or assign more rows to test in the column "split"`;
  if (numLabels(scored) <= 1) return [`${line}; the ${scored.length} in ${split} have fewer than two labels, ${consequence}`, few];
  return [`${line}; clusters are compared with the ${scored.length} in ${split}`, ...(scored.length < minScored ? [few] : [])];
}

const numLabels = (samples: readonly Sample[]) => new Set(samples.map(({ label }) => label)).size;

/** Test, or validation where test has fewer than two samples, as in a report. */
function scoredSplit(samples: readonly Sample[]): 'test' | 'validation' {
  const isScored = (split: string) => samples.filter((sample) => sample.split === split).length > 1;
  return !isScored('test') && isScored('validation') ? 'validation' : 'test';
}
