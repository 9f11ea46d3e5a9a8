import { silhouetteRow } from '../silhouette-row.ts';

export const row = silhouetteRow({
  distance: 'cosine',
  title: 'silhouette, cosine, of 250,000×64',
  numRows: 250_000,
  target: 0.2,
});
