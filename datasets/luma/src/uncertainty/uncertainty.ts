import { seededRandom, type Random } from '@mmae/random';
import type { Modality, Split } from '@mmae/samples';
import { createHash } from 'node:crypto';
import type { ImageCorruption, Severity } from './images/corruptions.ts';
import type { TextError } from './texts/text-errors.ts';

/**
 * Faults of LUMA's own tool, which can be repeated to compare with its results:
 * `noisy-clean` corrupts one image in ten whatever was asked for; `scale` makes corrupted images 255 times too bright; `index-shift` takes test images
 * from the list of 50 classes by indices made for the list of 42; `drift` switches labels in each modality separately and then joins the three lists
 * row by row, although their classes no longer start at the same rows; `weights` draws train of reduced diversity by weights that hardly differ.
 */
export const toolFaults = ['noisy-clean', 'scale', 'index-shift', 'drift', 'weights'] as const;

export type ToolFault = (typeof toolFaults)[number];

/** How LUMA is made uncertain. What is not set is not done. */
export interface Uncertainty {
  /** default 42 */
  readonly seed?: number;
  /** splits that get noise and switched labels; default train and test */
  readonly splits?: readonly Split[];
  /** one corruption of `kinds` (default: all) in a `share` of the images */
  readonly images?: { readonly share: number; readonly severity: Severity; readonly kinds?: readonly ImageCorruption[] };
  /** noise in a `share` of the clips, at a random signal-to-noise ratio; from WAV files in the folder `backgrounds`, else pink noise */
  readonly audio?: { readonly share: number; readonly snrDb: readonly [min: number, max: number]; readonly backgrounds?: string };
  /** errors of one of `kinds` (default: all) in a `share` of the texts */
  readonly texts?: { readonly share: number; readonly kinds?: readonly TextError[] };
  /** share of samples whose label becomes that of the nearest other class */
  readonly labelNoise?: number;
  /** share of each class's test samples that get one modality of the next class */
  readonly conflict?: number;
  /** how close to the centre of its class train is drawn from the pool, by modality; see `reducedDiversity` */
  readonly compactness?: Readonly<Partial<Record<Modality, number>>>;
  readonly asTool?: readonly ToolFault[];
}

export const defaultSeed = 42;
export const defaultSplits: readonly Split[] = ['train', 'test'];

export const doesAsTool = ({ asTool = [] }: Uncertainty, fault: ToolFault): boolean => asTool.includes(fault);

/** A generator that depends only on the seed and `keys`, so that what happens to a sample does not depend on the other samples. */
export function randomFor(seed: number, ...keys: readonly string[]): Random {
  return seededRandom(createHash('sha256').update(JSON.stringify([seed, ...keys])).digest().readUIntBE(0, 6)); // prettier-ignore
}

/** A random item, all equally likely. */
export const oneOf = <T>(items: readonly T[], random: Random): T => items[random.integer(items.length)];
