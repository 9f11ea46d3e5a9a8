export { classicalDetector, detectors, type Detector, type DetectorName } from './detector.ts';
export { extractShots, knownShots, type ExtractedFilm, type ExtractOptions, type FilmProgress } from './extract-shots.ts';
export { openFilmStore, type FilmStore } from './film-store.ts';
export { type TextCandidate, type TextSource } from './film-text.ts';
export { progressLine } from './progress-line.ts';
export { openProgramme, type Programme, type ProgrammeOptions, type SubtitleFile } from './programme.ts';
export { shotRows, type RowOptions, type ShotRow } from './programme-rows.ts';
export { type FilmShot } from './shot-recorder.ts';
export { clockOf, timecodeOf, type FilmClock, type ShotList, type StoredShot } from './shots-file.ts';
