import { extractFilm, makeFilm } from '../film.ts';
import type { WorkRow } from '../row.ts';

export const row: WorkRow = {
  title: 'five minutes of 1080p25 H.264 with audio: our shots, stills and WAV files, their shots',
  peer: { name: 'PySceneDetect 0.7.2, adaptive, at default', script: 'film', args: ['detect'] },
  target: 0.7,
  note: 'Decoding limits both sides: ffmpeg alone, which writes nothing, already takes more than 0.7 of the time of PySceneDetect (the row above).',
  numRounds: 3,
  tolerances: { 'first frames of shots': 0.002 },
  makeData: makeFilm,
  prepare: async (folder) => async () => {
    const { shots } = await extractFilm(folder);
    return () => ({ 'first frames of shots': shots.map(({ from }) => from) });
  },
};
