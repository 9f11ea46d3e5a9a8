import type { Modality, Split } from '@mmae/samples';
import type { PictureCorruption, Severity } from './pictures/corruptions.ts';
import type { TextError } from './texts/text-errors.ts';

/**
 * What LUMA's tool does by mistake, to be done again where its results are to be compared with:
 * `noisy-clean` one picture in ten is corrupted, whatever was asked for; `scale` corrupted pictures are 255 times too bright; `index-shift` test
 * pictures are taken from the list of 50 classes by indices made for that of 42; `drift` labels are switched in each modality by itself, and the
 * three lists laid side by side although their classes no longer begin at the same rows; `weights` reduced diversity by weights that hardly differ.
 */
export const toolFaults = ['noisy-clean', 'scale', 'index-shift', 'drift', 'weights'] as const;

export type ToolFault = (typeof toolFaults)[number];

/** How LUMA is made uncertain. What is not asked for is not done. */
export interface Uncertainty {
  /** default 42 */
  readonly seed?: number;
  /** splits that get noise and switched labels; default train and test */
  readonly splits?: readonly Split[];
  /** one corruption, drawn of `kinds` (default all), in a `share` of the pictures */
  readonly pictures?: { readonly share: number; readonly severity: Severity; readonly kinds?: readonly PictureCorruption[] };
  /** noise in a `share` of the clips, at a level drawn between two, by recordings of a folder of WAV files, else pink */
  readonly sounds?: { readonly share: number; readonly snrDb: readonly [min: number, max: number]; readonly backgrounds?: string };
  /** errors of one kind, drawn of `kinds` (default all), in a `share` of the texts */
  readonly texts?: { readonly share: number; readonly kinds?: readonly TextError[] };
  /** share of samples whose label becomes that of the nearest other class */
  readonly labelNoise?: number;
  /** share of each class's test samples of which one modality is the next class's */
  readonly conflict?: number;
  /** how close to the middle of its class train is drawn from the pool, by modality; see `reducedDiversity` */
  readonly compactness?: Readonly<Partial<Record<Modality, number>>>;
  readonly asTool?: readonly ToolFault[];
}

export const defaultSeed = 42;
export const defaultSplits: readonly Split[] = ['train', 'test'];

export const doesAsTool = ({ asTool = [] }: Uncertainty, fault: ToolFault): boolean => asTool.includes(fault);
