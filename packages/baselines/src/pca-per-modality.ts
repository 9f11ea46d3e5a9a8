import type { Representation } from '@mmae/feature-table';
import { concatColumns, principalComponents, projectOnto, row, selectRows, type Matrix, type PrincipalComponents } from '@mmae/matrix';

export interface PcaPerModalityOptions {
  /** of the whole embedding: each modality gets an equal part */
  readonly width: number;
  /** whether every component is brought to variance 1 */
  readonly whiten?: boolean;
  readonly seed?: number;
}

/** The principal components of each modality by itself, side by side. A missing modality is zero, its train mean. */
export function pcaPerModality({ width, whiten = false, seed = 0 }: PcaPerModalityOptions): Representation {
  let components: Record<string, PrincipalComponents> | undefined;
  return {
    async fit({ blocks, present }) {
      const names = Object.keys(blocks).sort();
      const each = Math.max(1, Math.floor(width / names.length));
      components = Object.fromEntries(
        names.map((name) => {
          const rows = Array.from(present[name].keys()).filter((i) => present[name][i] === 1);
          const features = selectRows(blocks[name], rows);
          return [name, principalComponents(features, Math.min(each, features.numColumns, features.numRows - 1), seed)];
        }),
      );
    },
    async embed({ blocks, present, ids }, modalities) {
      if (!components) throw new RangeError('pcaPerModality: expected components, got none. Call fit first.');
      const parts = Object.entries(components).map(([name, own]) => {
        const mask = modalities.includes(name) ? present[name] : new Uint8Array(ids.length);
        return scaled(projectOnto(own, blocks[name]), own, mask, whiten);
      });
      return concatColumns(parts);
    },
  };
}

/** Rows that lack the modality become zero, the others white where that is asked for. */
function scaled(points: Matrix, { variances }: PrincipalComponents, mask: Uint8Array, whiten: boolean): Matrix {
  for (let i = 0; i < points.numRows; i++) {
    const values = row(points, i);
    for (let j = 0; j < values.length; j++) values[j] *= mask[i] && (whiten ? 1 / Math.sqrt(variances[j] || 1) : 1);
  }
  return points;
}
