import type { Baseline } from './baseline.ts';
import { joinedFeatures } from './joined-features.ts';

/** The scaled features themselves, side by side. They have no shared space, so there is no answer for fewer than all modalities. */
export function raw(): Baseline {
  return {
    async fit() {},
    async embed(table, modalities) {
      const isWhole = Object.keys(table.blocks).every((modality) => modalities.includes(modality));
      return isWhole ? joinedFeatures(table, modalities) : undefined;
    },
    state: () => ({ json: {}, tensors: {} }),
    restore() {},
    chosen: () => ({}),
  };
}
