import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the folder with the films and their subtitles. */
export const sampleArchiveFolder: string = fileURLToPath(new URL('../archive', import.meta.url));

const truthFolder = fileURLToPath(new URL('../truth', import.meta.url));

/** A film with the shots that it was made of. */
export interface TrueShots {
  /** name in `sampleArchiveFolder` */
  readonly film: string;
  /** frames a second: `25`, `30000/1001` */
  readonly rate: string;
  /** in order; they touch, and cover every frame once */
  readonly shots: readonly TrueShot[];
}

/** Frames `from` to `to`, half open; `from` is the first frame after the middle of the transition. */
export interface TrueShot {
  readonly from: number;
  readonly to: number;
  /** how the shot begins, or `black`; the first begins with a cut, and a wipe counts as a dissolve */
  readonly kind: 'cut' | 'dissolve' | 'fade' | 'black';
  /** the length of the transition that it begins with; 0 for a cut */
  readonly transitionFrames: number;
  /** what it shows: `birds`, `castles`, `music`, … */
  readonly subject: string;
  /** its subtitle or commentary, in the language of the programme */
  readonly text?: string;
}

/** The true shots of every film, by the name of the film. */
export function trueShots(): TrueShots[] {
  return readdirSync(truthFolder)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(truthFolder, name), 'utf8')) as TrueShots);
}
