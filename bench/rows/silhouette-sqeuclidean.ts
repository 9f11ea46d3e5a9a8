import { silhouetteRow } from '../silhouette-row.ts';

export const row = silhouetteRow({
  distance: 'sqeuclidean',
  title: 'silhouette, sqeuclidean, of 250,000×64',
  numRows: 250_000,
  target: 0.2,
});
