export { openFilmReader, type FilmOptions, type ReadFilm, type ShotReader } from './film-reader.ts';
export { expectShots, type FurtherTextOptions } from './further-texts.ts';
