export { writeFolderManifest, type FolderManifest, type FolderManifestOptions, type FolderProgress } from './folder-manifest.ts';
export type { LeftAlone } from './left-alone.ts';
export type { Pairing, PairingRule } from './pairing.ts';
