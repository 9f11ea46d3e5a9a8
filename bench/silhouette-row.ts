import { join } from 'node:path';
import { silhouette, type Distance } from '@mmae/evaluation';
import { firstRows, type Matrix } from '@mmae/matrix';
import { readNpy } from '@mmae/tensor-files';
import { readMatrix, writeBlobs } from './data.ts';
import type { WorkRow } from './row.ts';

/** Points that the peer gets; with more, all pairs take it minutes. */
const numPeerRows = 30_000;

export interface SilhouetteRowOptions {
  readonly distance: Distance;
  readonly title: string;
  readonly numRows: number;
  readonly target: number;
}

/** A row on silhouettes: the peer gets the first 30,000 points, on which both must agree. */
export function silhouetteRow({ distance, title, numRows, target }: SilhouetteRowOptions): WorkRow {
  return {
    title,
    target,
    peer: { name: numRows > numPeerRows ? 'scikit-learn on 30,000' : 'scikit-learn', script: 'silhouettes', args: [distance] },
    tolerances: { silhouettes: 1e-4 },
    makeData: (folder) => writeBlobs(folder, { numRows, numColumns: 64, numBlobs: 42, spread: 0.5 }),
    async prepare(folder) {
      const points = await readMatrix(folder, 'points.npy');
      const labels = Array.from((await readNpy(join(folder, 'labels.npy'))).data as Int32Array, String);
      return () => {
        silhouette(points, labels, { distance });
        return () => ({ silhouettes: ofPeersShare(points, labels, distance) });
      };
    },
  };
}

const ofPeersShare = (points: Matrix, labels: readonly string[], distance: Distance) =>
  silhouette(firstRows(points, numPeerRows), labels.slice(0, numPeerRows), { distance }).perSample;
