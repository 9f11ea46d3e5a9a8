export { writeFolderManifest, type FolderManifest, type FolderManifestOptions, type FolderProgress } from './folder-manifest.ts';
export type { Pairing, PairingRule } from './pairing.ts';
export type { FileNote } from './walk-folder.ts';
