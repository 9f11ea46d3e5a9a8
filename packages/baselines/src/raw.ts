import type { Representation } from '@mmae/feature-table';
import { joinedFeatures } from './joined-features.ts';

/** The scaled features themselves, side by side. They have no shared space, so there is no answer for fewer than all modalities. */
export function raw(): Representation {
  return {
    async fit() {},
    async embed(table, modalities) {
      const isWhole = Object.keys(table.blocks).every((modality) => modalities.includes(modality));
      return isWhole ? joinedFeatures(table, modalities) : undefined;
    },
  };
}
