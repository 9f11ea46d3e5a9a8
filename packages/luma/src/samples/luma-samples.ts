import type { Sample, Skipped } from '@mmae/samples';
import { join } from 'node:path';
import { headOf, lfsPointer } from '../files/lfs-pointer.ts';
import { LumaError } from '../luma-error.ts';
import { compiledSamples } from './compiled-samples.ts';
import { layoutOf, poolParts, type Layout } from './layout.ts';
import { poolSamples, type PoolOptions } from './pool-samples.ts';

export interface LumaOptions extends PoolOptions {
  /** which of the two to read; default the pool where it is whole, else what the tool compiled */
  readonly layout?: Layout;
}

export interface LumaSamples {
  readonly samples: readonly Sample[];
  /** clips that are missing, Git LFS pointers, or no RIFF: their samples stay, without sound */
  readonly skipped: readonly Skipped[];
}

/** Clips looked into at once. */
const numAtOnce = 32;

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
  const reasons = await badClips(folder, samples);
  return {
    samples: samples.map((sample) => (reasons.has(pathOf(sample)) ? withoutAudio(sample) : sample)),
    skipped: samples.flatMap((sample) => {
      const [file, reason] = [pathOf(sample), reasons.get(pathOf(sample))];
      return reason ? [{ id: sample.id, modality: 'audio', file, reason }] : [];
    }),
  };
}

const pathOf = ({ media: { audio } }: Sample): string => (audio.kind === 'file' ? audio.path : '');

function withoutAudio(sample: Sample): Sample {
  const { audio: _audio, ...media } = sample.media;
  return { ...sample, media };
}

/** Why each bad clip is bad, by its path. */
async function badClips(folder: string, samples: readonly Sample[]): Promise<Map<string, string>> {
  const reasons = new Map<string, string>();
  const paths = new Set(samples.map(pathOf)).values();
  const look = async () => {
    for (const path of paths) {
      const reason = await reasonAgainst(join(folder, path));
      if (reason) reasons.set(path, reason);
    }
  };
  await Promise.all(Array.from({ length: numAtOnce }, look));
  return reasons;
}

async function reasonAgainst(file: string): Promise<string | undefined> {
  const head = await headOf(file, 256).catch(() => undefined);
  if (!head) return 'missing: the list names a clip that is not there. Fetch it.';
  if (lfsPointer(head)) return 'a Git LFS pointer in place of a clip. Run `git lfs pull`, or `mmae-luma fetch`.';
  return Buffer.from(head).toString('latin1', 0, 4) === 'RIFF' ? undefined : 'not a WAV file: it does not begin with RIFF. Fetch it again.';
}
