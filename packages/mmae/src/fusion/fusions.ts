import type { FusionName } from '../options.ts';
import { concat } from './concat.ts';
import type { Fusion } from './fusion.ts';
import { gatedAttention } from './gated-attention.ts';
import { mean } from './mean.ts';
import { mixture } from './mixture.ts';
import { productOfExperts } from './product-of-experts.ts';
import { sum } from './sum.ts';

export const fusions: Readonly<Record<FusionName, Fusion>> = { mean, sum, concat, productOfExperts, mixture, gatedAttention };
