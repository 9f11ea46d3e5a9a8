import { extractorOf, type FeaturePlan } from '@mmae/pipeline';
import { InputError } from '@mmae/input';
import type { Modality } from '@mmae/samples';

/** The kinds of media that an archive knows. */
export type MediaKind = 'image' | 'audio' | 'text';

/** What a modality of a run reads; undefined for ready-made features. */
export function kindOf(plan: FeaturePlan, modality: Modality): string | undefined {
  return plan.media[modality].featureFile === undefined ? extractorOf(plan.media[modality]) : undefined;
}

/** The modality of a run that reads a kind of media: the one of that name, else the first; undefined if there is none. */
export function modalityOfKind(plan: FeaturePlan, kind: string): Modality | undefined {
  const fitting = plan.modalities.filter((modality) => kindOf(plan, modality) === kind);
  return fitting.find((modality) => modality === kind) ?? fitting[0];
}

/** The same for a query. @throws InputError if the run reads no such media */
export function modalityFor({ plan, name }: { readonly plan: FeaturePlan; readonly name: string }, kind: MediaKind): Modality {
  const found = modalityOfKind(plan, kind);
  if (found !== undefined) return found;
  throw new InputError(
    `search: expected a query by ${plan.modalities.join(', ')}, which ${name} was trained on, got ${kind}. Use another query, or index the archive by another run.`,
  );
}
