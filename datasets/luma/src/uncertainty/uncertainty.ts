import { seededRandom, type Random } from '@mmae/random';
import type { Split } from '@mmae/samples';
import { createHash } from 'node:crypto';
import type { Uncertainty } from './uncertainty-options.ts';

/**
 * Faults of LUMA's own tool, which can be repeated to compare with its results:
 * `noisy-clean` corrupts one image in ten whatever the options; `scale` makes corrupted images 255 times too bright; `index-shift` takes test images
 * from the list of 50 classes by indices made for the list of 42; `drift` switches labels in each modality separately and then joins the three lists
 * row by row, although their classes no longer start at the same rows; `weights` draws train of reduced diversity by weights that hardly differ.
 */
export const toolFaults = ['noisy-clean', 'scale', 'index-shift', 'drift', 'weights'] as const;

export type ToolFault = (typeof toolFaults)[number];

export const defaultSeed = 42;
export const defaultSplits: readonly Split[] = ['train', 'test'];

export const doesAsTool = ({ asTool = [] }: Uncertainty, fault: ToolFault): boolean => asTool.includes(fault);

/** A generator that depends only on the seed and `keys`, so that what happens to a sample does not depend on the other samples. */
export function randomFor(seed: number, ...keys: readonly string[]): Random {
  return seededRandom(createHash('sha256').update(JSON.stringify([seed, ...keys])).digest().readUIntBE(0, 6)); // prettier-ignore
}

/** A random item, all equally likely. */
export const oneOf = <T>(items: readonly T[], random: Random): T => items[random.integer(items.length)];
