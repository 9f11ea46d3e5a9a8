export { sampleArchiveFolder, trueShots, type TrueShot, type TrueShots } from './sample-archive.ts';
