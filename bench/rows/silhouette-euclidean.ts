import { silhouetteRow } from '../silhouette-row.ts';

export const row = silhouetteRow({ distance: 'euclidean', title: 'silhouette, euclidean, of 30,000×64', numRows: 30_000, target: 1 });
