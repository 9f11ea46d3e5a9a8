import type { Scores } from '@mmae/run-folder';
import { measureOf } from '../measures.ts';

/** A number of a run that an ablation asks for. */
export interface AblationMeasure {
  readonly key: string;
  readonly name: string;
  of(scores: Scores): number | undefined;
}

/** A measure of the tables by its key, or `only.<modality>`: the NMI of that modality alone. @throws RangeError for another */
export function ablationMeasure(key: string): AblationMeasure {
  const modality = /^only\.(.+)$/.exec(key)?.[1];
  if (modality === undefined) return measureOf(key);
  return { key, name: `NMI, ${modality} alone`, of: ({ only }) => only?.[modality]?.nmi };
}
