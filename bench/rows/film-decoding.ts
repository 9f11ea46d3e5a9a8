import { findFfmpeg } from '@mmae/video';
import { extractFilm, makeFilm } from '../film.ts';
import type { WorkRow } from '../row.ts';

const { path: ffmpeg } = await findFfmpeg();

export const row: WorkRow = {
  title: 'five minutes of 1080p25 H.264 with audio to shots, stills and WAV files',
  peer: { name: 'ffmpeg, which decodes and scales it to 48×27 and writes nothing', script: 'film', args: ['decode', ffmpeg] },
  target: 1.1,
  note: 'Our memory is that of Node; the ffmpeg that it starts has another 100 MB.',
  numRounds: 3,
  tolerances: { frames: 0 },
  makeData: makeFilm,
  prepare: async (folder) => async () => {
    const { shots } = await extractFilm(folder);
    return () => ({ frames: [shots.at(-1)?.to ?? 0] });
  },
};
