export { detectorNames } from './detectors.ts';
export { openFilmReader, type FilmOptions, type ShotReader } from './film-reader.ts';
export { expectShots, type FurtherTextOptions } from './further-texts.ts';
