import { concat } from './concat.ts';
import type { Fusion } from './fusion.ts';
import { gatedAttention } from './gated-attention.ts';
import { mean } from './mean.ts';
import { mixture } from './mixture.ts';
import { productOfExperts } from './product-of-experts.ts';
import { sum } from './sum.ts';

/** Every fusion, by its name in options. */
export const fusions = {
  mean,
  sum,
  concat,
  productOfExperts,
  mixture,
  gatedAttention,
} satisfies Record<string, Fusion>;

export type FusionName = keyof typeof fusions;
export const fusionNames = Object.keys(fusions) as FusionName[];
