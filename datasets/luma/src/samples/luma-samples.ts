import { resolveOptions } from '@mmae/input';
import type { Sample, Skipped } from '@mmae/samples';
import { createHash } from 'node:crypto';
import { LumaError } from '../files/luma-file.ts';
import { uncertaintyOptions } from '../uncertainty/uncertainty-options.ts';
import { frameSeconds, readClipHeaders, type ClipHeaders } from './clip-headers.ts';
import { compiledSamples } from './compiled-samples.ts';
import { layoutOf, poolParts, type Layout } from './layout.ts';
import { poolSamples, type PoolOptions } from './pool-samples.ts';

export interface LumaOptions extends PoolOptions {
  /** default: the pool if it is complete, else the splits that LUMA's tool compiled */
  readonly layout?: Layout;
}

export interface LumaSamples {
  readonly samples: readonly Sample[];
  /** clips that are missing, Git LFS pointers, or not WAV files; their samples remain, without audio */
  readonly skipped: readonly Skipped[];
  /** the durations of the other clips, by path */
  readonly clipSeconds: ReadonlyMap<string, number>;
}

/**
 * Every triple of a LUMA folder. Images are pixels; clips are files relative to the folder.
 *
 * @throws LumaError if the folder has neither layout, or a list or an image file is damaged
 */
export async function lumaSamples(folder: string, options: LumaOptions = {}): Promise<LumaSamples> {
  const layout = options.layout ?? layoutOf(folder);
  if (!layout) {
    throw new LumaError(
      `lumaSamples: expected LUMA's pool (${poolParts.slice(0, 5).join(', ')} …) or a compiled folder (image_data_train.pickle …), got ${folder}. ` +
        'Run `mmae-luma fetch`, or correct the path.',
    );
  }
  const uncertainty = options.uncertainty && resolveOptions('lumaSamples', uncertaintyOptions, options.uncertainty);
  const samples = layout === 'pool' ? await poolSamples(folder, { ...options, uncertainty }) : await compiledSamples(folder);
  const headers = await readClipHeaders(folder, samples.map(pathOf));
  return {
    samples: withSharedImages(samples).map((sample) => withClipHeader(sample, headers)),
    skipped: samples.flatMap((sample) => {
      const [file, reason] = [pathOf(sample), headers.problems.get(pathOf(sample))];
      return reason ? [{ id: sample.id, modality: 'audio', file, reason }] : [];
    }),
    clipSeconds: headers.seconds,
  };
}

const pathOf = ({ media: { audio } }: Sample): string => (audio.kind === 'file' ? audio.path : '');

/** The sample without a clip that cannot be used. One shorter than a frame is marked in the column `clipLength`. */
function withClipHeader(sample: Sample, { problems, seconds }: ClipHeaders): Sample {
  const path = pathOf(sample);
  if (problems.has(path)) {
    const { audio: _audio, ...media } = sample.media;
    return { ...sample, media };
  }
  return seconds.get(path)! < frameSeconds ? { ...sample, extra: { ...sample.extra, clipLength: 'below a frame' } } : sample;
}

/** The splits of every image that occurs, byte for byte, in more than one split, by digest. */
export function sharedImages(samples: readonly Sample[]): Map<string, ReadonlySet<string>> {
  const splitsOf = new Map<string, Set<string>>();
  for (const sample of samples) {
    const digest = imageDigest(sample);
    if (digest !== undefined) splitsOf.set(digest, (splitsOf.get(digest) ?? new Set()).add(sample.split));
  }
  return new Map([...splitsOf].filter(([, splits]) => splits.size > 1));
}

/** Marks samples whose image also occurs in another split: the column `samePictureIn` names it. */
function withSharedImages(samples: readonly Sample[]): readonly Sample[] {
  const shared = sharedImages(samples);
  if (shared.size === 0) return samples;
  return samples.map((sample) => {
    const others = [...(shared.get(imageDigest(sample) ?? '') ?? [])].filter((split) => split !== sample.split);
    return others.length === 0 ? sample : { ...sample, extra: { ...sample.extra, samePictureIn: others.sort().join('+') } };
  });
}

const imageDigest = ({ media: { image } }: Sample): string | undefined =>
  image?.kind === 'pixels' ? createHash('sha1').update(image.data).digest('base64') : undefined;
