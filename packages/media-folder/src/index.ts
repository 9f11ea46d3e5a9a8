export type { Film, FilmCaption, FilmReader, FilmRow, FilmSubtitles } from './films.ts';
export { writeFolderManifest, type FolderManifest, type FolderManifestOptions, type FolderProgress } from './folder-manifest.ts';
export type { Pairing, PairingRule } from './pairing.ts';
export { shotsFolderName, type FileNote } from './walk-folder.ts';
