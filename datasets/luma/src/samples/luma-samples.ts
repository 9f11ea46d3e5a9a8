import type { Sample, Skipped } from '@mmae/samples';
import { LumaError } from '../luma-error.ts';
import { compiledSamples } from './compiled-samples.ts';
import { layoutOf, poolParts, type Layout } from './layout.ts';
import { frameSeconds, lookIntoClips, type ClipFindings } from './look-into-clips.ts';
import { poolSamples, type PoolOptions } from './pool-samples.ts';
import { withSharedPictures } from './shared-pictures.ts';

export interface LumaOptions extends PoolOptions {
  /** which of the two to read; default the pool where it is whole, else what the tool compiled */
  readonly layout?: Layout;
}

export interface LumaSamples {
  readonly samples: readonly Sample[];
  /** clips that are missing, Git LFS pointers, or no WAV: their samples stay, without sound */
  readonly skipped: readonly Skipped[];
  /** how long the others are, by their path */
  readonly clipSeconds: ReadonlyMap<string, number>;
}

/**
 * Every triple of a folder in LUMA's layout. Pictures are pixels, clips files relative to the folder.
 *
 * @throws LumaError where the folder is in neither layout, or a list or picture file is damaged
 */
export async function lumaSamples(folder: string, options: LumaOptions = {}): Promise<LumaSamples> {
  const layout = options.layout ?? layoutOf(folder);
  if (!layout) {
    throw new LumaError(
      `lumaSamples: expected LUMA's pool (${poolParts.slice(0, 5).join(', ')} …) or a compiled folder (image_data_train.pickle …), got ${folder}. ` +
        'Run `mmae-luma fetch`, or correct the path.',
    );
  }
  const samples = layout === 'pool' ? await poolSamples(folder, options) : await compiledSamples(folder);
  const findings = await lookIntoClips(folder, samples.map(pathOf));
  return {
    samples: withSharedPictures(samples).map((sample) => withFindings(sample, findings)),
    skipped: samples.flatMap((sample) => {
      const [file, reason] = [pathOf(sample), findings.reasons.get(pathOf(sample))];
      return reason ? [{ id: sample.id, modality: 'audio', file, reason }] : [];
    }),
    clipSeconds: findings.seconds,
  };
}

const pathOf = ({ media: { audio } }: Sample): string => (audio.kind === 'file' ? audio.path : '');

/** Without a clip that cannot be used; one shorter than a frame says so. */
function withFindings(sample: Sample, { reasons, seconds }: ClipFindings): Sample {
  const path = pathOf(sample);
  if (reasons.has(path)) {
    const { audio: _audio, ...media } = sample.media;
    return { ...sample, media };
  }
  return seconds.get(path)! < frameSeconds ? { ...sample, extra: { ...sample.extra, clipLength: 'below a frame' } } : sample;
}
