import { silhouetteRow } from '../silhouette-row.ts';

export const row = silhouetteRow({
  distance: 'cosine',
  title: 'silhouette, cosine, of 250,000×64',
  numRows: 250_000,
  target: 0.2,
  note:
    'One thread, and differences in double precision, which nearly parallel rows need; they are five sixths of its time. Best found: four differences a ' +
    'turn take 0.88 of it.',
});
