import { validationKeys, type Manifest, type Sample } from '@mmae/samples';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { compiledFiles, compiledSplits } from './compiled-samples.ts';
import { layoutOf, poolParts } from './layout.ts';
import { lumaSamples, type LumaOptions } from './luma-samples.ts';

export interface LoadLumaOptions extends LumaOptions {
  /** chooses the tenth of train's clips that become validation */
  readonly seed: number;
}

/**
 * A folder in LUMA's layout as what `loadManifest` gives: its samples with a validation split, what was left out, and a fingerprint of lists and
 * pictures (clips are named by the lists, not hashed).
 *
 * @throws LumaError
 */
export async function loadLuma(folder: string, options: LoadLumaOptions): Promise<Manifest> {
  const mediaRoot = realpathSync(folder);
  const { samples, skipped } = await lumaSamples(mediaRoot, options);
  return {
    file: mediaRoot,
    mediaRoot,
    samples: withValidation(samples, options.seed),
    skipped,
    remarks: [],
    fingerprint: await fingerprint(mediaRoot, options),
  };
}

/** As for a manifest without one: a tenth of train, by clip, so that none stands in both. */
function withValidation(samples: readonly Sample[], seed: number): Sample[] {
  const key = ({ group, id }: Sample) => group ?? id;
  const moved = validationKeys(seed, samples.filter(({ split }) => split === 'train').map(key));
  return samples.map((sample) => (sample.split === 'train' && moved.has(key(sample)) ? { ...sample, split: 'validation' } : sample));
}

async function fingerprint(
  folder: string,
  { layout = layoutOf(folder), ood, pairingSeed, counts, uncertainty }: LumaOptions,
): Promise<string> {
  const compiled = () => compiledSplits(folder).flatMap((split) => Object.values(compiledFiles(split)));
  const parts = layout === 'pool' ? [...poolParts, 'edm_images.pickle'] : compiled();
  const hash = createHash('sha256').update(JSON.stringify({ layout, ood, pairingSeed, counts, uncertainty }));
  for (const part of parts.filter((name) => existsSync(join(folder, name)))) {
    for await (const chunk of createReadStream(join(folder, part))) hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
